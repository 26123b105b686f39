// The right column for what no report names: groups, and lines between likes.
const LISTED = 60;

function groupPanel(index) {
  const group = NODES[index];
  const open = state.open.has(index);
  const facet = group.kind === 'practices' ? 'topic' : 'province';
  const known = group.value === NONE || FACETS[facet].of(sampleEdge(group)).includes(group.value);
  const narrow = () => change({ plan: 'map', chosen: { ...state.chosen, [facet]: new Set([group.value]) }, selected: null }, { fit: true });
  const note = (member) => (NODES[member].kind === 'practice' ? placesWord(NODES[member].shared) : t('practices_n', practicesOf(member)));
  return [
    el('div', { class: 'head' }, el('p', { class: 'kind' }, nodeShape(group.kind, false, 14), t(group.kind)), closeButton()),
    named(nameOf(group), 'h2'),
    otherName(group) ? named(otherName(group), 'p') : '',
    el('p', {}, t('members_' + group.kind, group.members.length)),
    el('div', { class: 'actions', role: 'group' },
      el('button', { 'data-act': 'open', 'aria-pressed': String(open), onclick: () => toggleGroup(index) }, t(open ? 'shut' : 'open')),
      known ? el('button', { 'data-act': 'narrow', onclick: narrow }, t('only_these')) : ''),
    listOf(group.members.slice(0, LISTED), note),
    group.members.length > LISTED ? el('p', { class: 'note' }, t('more', group.members.length - LISTED)) : '',
  ];
}

// Some line of a member, to see whether its group is a value that can be chosen.
function sampleEdge(group) {
  const member = group.members.find((one) => JOINED[one].some((edge) => EDGES[edge].kind === 'adoption'));
  return member === undefined ? { kind: '', source: 0, target: 0, entries: [] } : EDGES[JOINED[member].find((edge) => EDGES[edge].kind === 'adoption')];
}

const practicesOf = (place) => new Set(JOINED[place].filter((edge) => claims(EDGES[edge])).map((edge) => EDGES[edge].target)).size;

function likesPanel({ source, target, kind }) {
  const ends = el('h2', { class: 'ends' }, goTo(source), el('span', { 'aria-hidden': 'true' }, ' — '), goTo(target));
  if (kind === 'alike') {
    const common = commonPractices(source, target);
    return [ends,
      el('div', { class: 'actions' }, el('button', { 'data-act': 'compare', onclick: () => compare([source, target]) }, t('compare_these'))),
      el('h3', {}, t('common', common.length)), listOf(common, (node) => placesWord(NODES[node].shared))];
  }
  if (kind === 'together') {
    const holders = (practice) => JOINED[practice].filter((edge) => claims(EDGES[edge])).map((edge) => EDGES[edge].source);
    const second = new Set(holders(target));
    const both = [...new Set(holders(source))].filter((place) => second.has(place)).sort(byOrder);
    return [ends, el('h3', {}, t('places_with_both', both.length)), listOf(both.slice(0, LISTED), (node) => NODES[node].province || '')];
  }
  return [ends, ...bundled(source, target)];
}

// The practices behind a line between groups, by how many places of the one side have them.
function bundled(source, target) {
  const places = new Set(NODES[source].members || [source]);
  const practices = new Set(NODES[target].members || [target]);
  const counts = new Map();
  for (const edge of passing(null, places)) {
    if (practices.has(EDGES[edge].target)) counts.set(EDGES[edge].target, (counts.get(EDGES[edge].target) || 0) + 1);
  }
  const order = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || a - b);
  return [el('h3', {}, t('neighbours', t('practice'), order.length)), listOf(order.slice(0, LISTED), (node) => t('bundle_row', counts.get(node)))];
}
