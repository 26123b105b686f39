// Everything joined: words into the page, buttons to what they do, each change to what it redraws.
const darkSystem = matchMedia('(prefers-color-scheme: dark)');
let shown = {};

function redrawAll(fit) {
  const theme = state.theme || (darkSystem.matches ? 'dark' : 'light');
  const spoken = shown.language !== state.language;
  const painted = shown.theme !== theme;
  const sized = shown.size !== state.size;
  const viewed = shown.view !== state.view;
  document.documentElement.dataset.theme = theme;
  if (painted || spoken) readInk();
  if (spoken) writeWords();
  // In the map nodes never move; in the other plans what is in sight decides where they stand.
  const moved = spots !== null || shown.plan !== state.plan;
  shown = { language: state.language, theme, size: state.size, view: state.view, plan: state.plan };
  byId('theme').textContent = t(theme === 'dark' ? 'theme_light' : 'theme_dark');
  showView();
  if (spoken) buildFilters();
  updateFilters();
  updateTime();
  syncCanvas({ redress: painted || sized || moved });
  updateStatus();
  updatePanel();
  updateTables();
  if (fit || (viewed && state.view === 'graph')) fitView(!viewed);
}

function writeWords() {
  document.documentElement.lang = language === 'en' ? 'en' : 'zh-Hans';
  const each = (name, put) => document.querySelectorAll(`[data-${name}]`).forEach((node) => put(node, t(node.dataset[name])));
  each('word', (node, text) => { node.textContent = text; });
  each('label', (node, text) => node.setAttribute('aria-label', text));
  each('placeholder', (node, text) => node.setAttribute('placeholder', text));
  each('title', (node, text) => { node.title = text; node.setAttribute('aria-label', text); });
  byId('title').textContent = META.title;
  byId('brand').hidden = META.title === byId('brand').textContent;
  byId('language').textContent = t('other_language');
  byId('language').setAttribute('aria-label', t('to_other_language'));
  byId('language').lang = language === 'en' ? 'zh-Hans' : 'en';
  byId('theme').title = t('theme_switch');
  const dropped = META.dropped.practices ? ` · ${t('dropped', META.dropped.practices, META.dropped.lines)}` : '';
  byId('facts').textContent = t('facts', ...totals()) + dropped;
  byId('plans').replaceChildren(...plansOffered().map((plan) => el('button', { 'data-plan': plan, title: t(`plan_${plan}_hint`) }, t('plan_' + plan))));
}

function totals() {
  const practices = NODES.filter((node) => node.kind === 'practice');
  const [first, last] = [YEARS[0], YEARS[YEARS.length - 1]];
  return [NODES.filter((node) => node.kind === 'place').length, RECORDS.reports.length,
    !YEARS.length ? t('no_year') : first === last ? first : `${first}–${last}`,
    practices.length, practices.filter((node) => node.shared > 1).length];
}

function updateStatus() {
  const count = (nodes, kind) => nodes.filter((node) => node.kind === kind).length;
  const inView = [...seen.nodes].map((node) => NODES[node]);
  const counts = ['place', 'practice'].flatMap((kind) => [count(inView, kind), count(NODES, kind)]);
  const words = [seen.note || t('status', ...counts, seen.edges.size)];
  const names = (nodes) => nodes.map((node) => nameOf(NODES[node]));
  if (state.hidden.size) words.push(t('hidden_n', state.hidden.size));
  if (state.path.length === 2) words.unshift(seen.edges.size ? t('pathed', ...names(state.path)) : t('no_path'));
  else if (state.focus.length && state.plan === 'map') words.unshift(t('focused', names(state.focus).join('、').slice(0, 80)));
  byId('status').textContent = words.join(' · ');
  byId('unfocus').hidden = state.plan !== 'map' || (!state.focus.length && !state.path.length);
  byId('plans').hidden = state.view !== 'graph' && state.view !== 'table';
  document.querySelectorAll('[data-plan]').forEach((button) => button.setAttribute('aria-pressed', String(button.dataset.plan === state.plan)));
  byId('unfocus').textContent = t('unfocus');
  byId('empty').hidden = seen.nodes.size > 0;
}

function showView() {
  for (const view of ['graph', ...TABLES]) {
    const tab = byId('tab-' + view);
    byId('view-' + view).hidden = view !== state.view;
    tab.setAttribute('aria-selected', String(view === state.view));
    tab.tabIndex = view === state.view ? 0 : -1;
  }
}

const DEEDS = {
  skip: (event) => { event.preventDefault(); change({ view: 'table' }, { quiet: true }); byId('view-table').focus(); },
  language: () => change({ language: state.language === 'en' ? 'zh' : 'en' }, { quiet: true }),
  theme: () => change({ theme: shown.theme === 'dark' ? 'light' : 'dark' }, { quiet: true }),
  filters: () => {
    const open = byId('filters').classList.toggle('open');
    byId('more-filters').setAttribute('aria-expanded', String(open));
  },
  undo,
  reset: () => change({ ...fresh(), view: state.view, language: state.language, theme: state.theme }, { fit: true }),
  everything,
  unfocus: () => change({ focus: [], path: [], plan: fresh().plan }, { fit: true }),
  play,
  closer: () => zoomBy(1.3),
  farther: () => zoomBy(1 / 1.3),
  fit: () => fitView(),
  ...EXPORTS,
};

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-do]');
  if (button) DEEDS[button.dataset.do](event);
  const tab = event.target.closest('[data-view]');
  if (tab) change({ view: tab.dataset.view }, { quiet: true });
  const plan = event.target.closest('[data-plan]');
  if (plan) change({ plan: plan.dataset.plan, path: [] }, { fit: true });
});
document.querySelector('[role=tablist]').addEventListener('keydown', (event) => {
  const views = ['graph', ...TABLES];
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!by) return;
  change({ view: views[(views.indexOf(state.view) + by + views.length) % views.length] }, { quiet: true });
  byId('tab-' + state.view).focus();
});
byId('minimum').addEventListener('input', (event) => change({ minimum: Number(event.target.value) }, { fit: true }));
byId('every').addEventListener('change', (event) => change({ every: event.target.checked }, { fit: true }));
byId('until').addEventListener('input', (event) => { stopPlaying(); upTo(Number(event.target.value)); });
addEventListener('hashchange', () => { state = stateOf(location.hash.slice(1)); settle(true); });
darkSystem.addEventListener('change', () => redrawAll(false));

state = stateOf(location.hash.slice(1));
readInk();
startCanvas();
settle(false);
fitView(false);
// Fonts may come in late; names are measured again when they are there.
if (document.fonts) document.fonts.ready.then(() => { readInk(); network.redraw(); });

// For notebooks and tests: where a thing stands in the window, and what is in sight.
const inWindow = (find) => {
  readView();
  const { x, y } = find();
  const { left, top } = canvas.getBoundingClientRect();
  return { x: x + left, y: y + top };
};
const keyed = (index) => {
  const { source, target, status, kind, number } = EDGES[index];
  return { index, source: NODES[source].key, target: NODES[target].key, status, kind, number };
};
window.fazhi = Object.freeze({
  drawn: () => paths !== null || state.view !== 'graph',
  node: (key) => inWindow(() => onScreen(BY_KEY.get(key))),
  line: (index) => inWindow(() => pointOf(index)),
  lines: () => [...seen.edges].map(keyed),
  nodes: () => [...seen.nodes].map((index) => NODES[index].key),
  state: () => ({ plan: state.plan, view: state.view, note: seen.note || '' }),
  labels: () => labels.map(({ of, rows, ...box }) => ({ ...box, key: NODES[of].key, text: rows.join('') })),
});
