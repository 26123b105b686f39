// The left column: how many places share, the legend that hides, the facets with live counts.
const FACET_LIMIT = 60;
const legend = byId('legend');
const facets = byId('facets');
let boxes = [];

// Built anew in each language; afterwards only numbers and marks change, so the keyboard keeps its place.
function buildFilters() {
  legend.replaceChildren(
    el('h2', {}, t('legend')),
    group('kinds', KINDS.filter((kind) => NODES.some((node) => node.kind === kind)), nodeShape, 'kind:'),
    group('lines', STATUSES.filter((status) => EDGES.some((edge) => edge.status === status)), statusSample, 'status:'),
    sizeChoice(),
  );
  boxes = [];
  facets.replaceChildren(...Object.keys(FACETS).map(facetBox).filter(Boolean), el('p', { class: 'note' }, t('counted')));
}

function group(title, items, mark, prefix) {
  const button = (item) => el('button', {
    class: 'key', 'data-off': prefix + item, onclick: () => toggleOff(prefix + item),
  }, mark(item, false), el('span', {}, t(item)), el('span', { class: 'count' }));
  const discovered = () => el('p', { class: 'key' }, nodeShape('practice', true), t('candidate'));
  const two = (item) => item === 'practice' && NODES.some((node) => node.candidate);
  const buttons = items.flatMap((item) => (two(item) ? [button(item), discovered()] : [button(item)]));
  return el('div', { role: 'group', 'aria-label': t(title) }, ...buttons);
}

const statusSample = (status) => lineSample(STYLES.statuses[status]);

function toggleOff(name) {
  const off = new Set(state.off);
  if (!off.delete(name)) off.add(name);
  change({ off });
}

function sizeChoice() {
  const select = el('select', { id: 'size', onchange: (event) => change({ size: event.target.value }) },
    ...['shared', 'evidence', 'degree', 'equal'].map((size) => el('option', { value: size }, t('size_' + size))));
  return el('p', { class: 'size' }, el('label', { for: 'size' }, t('size')), select);
}

function facetBox(name) {
  const all = new Map();
  for (const edge of ADOPTIONS) for (const value of FACETS[name].of(edge)) all.set(value, (all.get(value) || 0) + 1);
  if (all.size < 2) return null;
  const values = [...all.keys()].sort((a, b) => order(name, a, b, all));
  const rows = values.slice(0, FACET_LIMIT).map((value) => {
    const box = el('input', { type: 'checkbox', onchange: () => choose(name, value) });
    const count = el('span', { class: 'count' });
    boxes.push({ name, value, box, count });
    const word = value === NONE ? t('no_' + name) : FACETS[name].word(value);
    return el('label', { class: 'check' }, box, named(String(word), 'span'), count);
  });
  const rest = values.length - rows.length;
  return el('details', { 'data-facet': name, open: ['place', 'year'].includes(name) && values.length <= 12 },
    el('summary', {}, el('h2', {}, t(name)), el('span', { class: 'chosen' })),
    el('div', { role: 'group', 'aria-label': t(name) }, ...rows),
    rest > 0 ? el('p', { class: 'note' }, t('more', rest)) : '');
}

function order(name, a, b, counts) {
  if (a === NONE || b === NONE) return a === NONE ? 1 : -1;
  if (name === 'year') return a.localeCompare(b);
  if (name === 'topic') return [...TOPICS.keys()].indexOf(a) - [...TOPICS.keys()].indexOf(b);
  return counts.get(b) - counts.get(a) || a.localeCompare(b);
}

function choose(name, value) {
  const chosen = new Set(state.chosen[name]);
  if (!chosen.delete(value)) chosen.add(value);
  const every = state.every && (name !== 'place' || chosen.size > 1);
  change({ chosen: { ...state.chosen, [name]: chosen }, every });
}

function updateFilters() {
  const behind = told();
  legend.querySelectorAll('[data-off]').forEach((button) => {
    const name = button.dataset.off;
    // Around a practice, bodies and laws are what is drawn.
    button.disabled = state.plan === 'around' && ['kind:institution', 'kind:law', 'kind:place'].includes(name);
    button.setAttribute('aria-pressed', String(button.disabled || !state.off.has(name)));
    button.querySelector('.count').textContent = legendCount(name, behind);
  });
  byId('size').value = state.size;
  const counts = Object.fromEntries(Object.keys(FACETS).map((name) => [name, facetCounts(name)]));
  for (const { name, value, box, count } of boxes) {
    box.checked = state.chosen[name].has(value);
    count.textContent = `(${counts[name].get(value) || 0})`;
    box.parentElement.classList.toggle('none', !counts[name].get(value));
  }
  facets.querySelectorAll('[data-facet]').forEach((box) => {
    const chosen = state.chosen[box.dataset.facet].size;
    box.querySelector('.chosen').textContent = chosen ? `✓ ${chosen}` : '';
  });
  updateSharing();
}

function legendCount(name, { nodes, edges }) {
  const [what, value] = name.split(':');
  let number = 0;
  if (what === 'kind') nodes.forEach((node) => { number += NODES[node].kind === value ? 1 : 0; });
  else edges.forEach((edge) => { number += EDGES[edge].status === value ? 1 : 0; });
  return String(number);
}

function updateSharing() {
  const slider = byId('minimum');
  slider.max = MOST;
  slider.value = state.minimum;
  slider.disabled = MOST < 2 || state.plan === 'compare';
  slider.setAttribute('aria-valuetext', placesWord(state.minimum));
  byId('minimum-value').textContent = placesWord(state.minimum);
  byId('everything').textContent = t(state.minimum > 1 ? 'show_all' : 'show_shared');
  byId('everything').disabled = MOST < 2;
  byId('every-row').hidden = state.chosen.place.size < 2 && state.plan !== 'compare';
  byId('every').checked = state.every;
  byId('undo').disabled = !past.length;
}

// All practices, or only those shared by as many places as at first (by two, if that was one).
function everything() {
  const { chosen, off, hidden, focus, path } = fresh();
  if (!seen.nodes.size) change({ chosen, off, hidden, focus, path, minimum: 1, every: false }, { fit: true });
  else change({ minimum: state.minimum > 1 ? 1 : Math.max(2, META.minimum), every: false }, { fit: true });
}
