// What the reader chose, what of the graph that leaves in sight, and the address that keeps both.
const TABLES = ['matrix', 'years', 'table'];
const fresh = () => ({
  view: TABLES.includes(META.plan) ? META.plan : 'graph', plan: META.plan in PLANS ? META.plan : 'map',
  minimum: META.minimum, every: false, size: 'shared', until: null, open: new Set(),
  chosen: Object.fromEntries(Object.keys(FACETS).map((name) => [name, new Set()])),
  off: new Set(['kind:institution', 'kind:law']),
  focus: [], hidden: new Set(), path: [], selected: null,
  language: META.language, theme: '',
});
let state = null;
let seen = { nodes: new Set(), edges: new Set() };
// Where nodes stand in the present plan, where that is not where they stand on the map.
let spots = null;
const spotOf = (node) => (spots && spots.get(node)) || DRAWING.nodes[node];
const past = [];

const MOST = Math.max(1, ...NODES.map((node) => node.shared));

// Whether a line stands up to the choices, leaving out the facet `but`.
function passes(edge, but) {
  if (edge.status && state.off.has('status:' + edge.status)) return false;
  if (state.until && !edge.entries.some((entry) => !entry.year || entry.year <= state.until)) return false;
  return Object.entries(state.chosen).every(
    ([name, chosen]) => name === but || !chosen.size || FACETS[name].of(edge).some((value) => chosen.has(value)));
}

// The lines and nodes in sight; `but` names a facet whose choices do not count.
function inSight(but) {
  const open = (node) => !state.hidden.has(node) && !state.off.has('kind:' + NODES[node].kind);
  const edges = new Set();
  for (let index = 0; index < REAL_EDGES; index += 1) {
    const edge = EDGES[index];
    if (open(edge.source) && open(edge.target) && passes(edge, but)) edges.add(index);
  }
  if (state.path.length === 2) return alongPath(edges);
  if (state.focus.length) return around(edges);
  for (const index of edges) if (!sharedEnough(EDGES[index], edges)) edges.delete(index);
  const nodes = endsOf([...edges].filter((index) => EDGES[index].kind === 'adoption'));
  for (const index of edges) {
    const edge = EDGES[index];
    if (edge.kind === 'adoption') continue;
    if (nodes.has(edge.target)) nodes.add(edge.source);
    else edges.delete(index);
  }
  return { nodes, edges };
}

function sharedEnough(edge, edges) {
  if (edge.kind !== 'adoption') return true;
  if (NODES[edge.target].shared < state.minimum && state.minimum > 1) return false;
  if (!state.every || state.chosen.place.size < 2) return true;
  const holders = new Set(JOINED[edge.target].filter((e) => edges.has(e)).map((e) => NODES[EDGES[e].source].key));
  return [...state.chosen.place].every((key) => holders.has(key));
}

function around(edges) {
  const roots = new Set(state.focus);
  const kept = new Set([...edges].filter((e) => roots.has(EDGES[e].source) || roots.has(EDGES[e].target)));
  const nodes = endsOf(kept);
  roots.forEach((root) => nodes.add(root));
  return { nodes, edges: kept };
}

function alongPath(edges) {
  const nodes = between(state.path[0], state.path[1], (edge) => edges.has(edge));
  state.path.forEach((end) => nodes.add(end));
  const kept = [...edges].filter((e) => nodes.has(EDGES[e].source) && nodes.has(EDGES[e].target));
  return { nodes, edges: new Set(kept) };
}

function endsOf(edges) {
  const nodes = new Set();
  for (const edge of edges) nodes.add(EDGES[edge].source).add(EDGES[edge].target);
  return nodes;
}

// How many practices each value of a facet would leave in sight, by value.
function facetCounts(name) {
  const practices = new Map();
  for (const index of inSight(name).edges) {
    const edge = EDGES[index];
    if (edge.kind !== 'adoption') continue;
    for (const value of FACETS[name].of(edge)) {
      if (!practices.has(value)) practices.set(value, new Set());
      practices.get(value).add(edge.target);
    }
  }
  return new Map([...practices].map(([value, set]) => [value, set.size]));
}

// Change the state; `quiet` changes (what is selected, language, scheme) cannot be undone.
function change(patch, { quiet = false, fit = false } = {}) {
  if (!quiet) past.push(address());
  Object.assign(state, patch);
  settle(fit);
}

const pick = (selected) => change({ selected }, { quiet: true });

function settle(fit) {
  language = state.language;
  seen = PLANS[state.plan].see();
  spots = seen.spots || null;
  if (state.selected && !stillThere(state.selected)) state.selected = null;
  keepAddress();
  redrawAll(fit);
}

function stillThere({ node, edge }) {
  return node !== undefined ? node in NODES : edge in EDGES;
}

function undo() {
  if (!past.length) return;
  const { language: tongue, theme } = state;
  state = { ...stateOf(past.pop()), language: tongue, theme };
  settle(true);
  say(t('undone'));
}

// The address: only what differs from a fresh page, in names that stay true when the data grows.
function address() {
  const plain = fresh();
  const parts = new URLSearchParams();
  const put = (name, value) => value && parts.set(name, value);
  const keys = (nodes) => [...nodes].map((node) => NODES[node].key).join(' ');
  for (const name of ['view', 'plan', 'size', 'language', 'theme']) if (state[name] !== plain[name]) put(name, state[name]);
  if (state.minimum !== plain.minimum) put('minimum', String(state.minimum));
  if (state.every) put('every', '1');
  if (state.until) put('until', String(state.until));
  put('open', keys(state.open));
  for (const [name, chosen] of Object.entries(state.chosen)) put(name, [...chosen].join('|'));
  const off = [...state.off].sort().join('|');
  if (off !== [...plain.off].sort().join('|')) put('off', off || NONE);
  put('focus', keys(state.focus));
  put('hide', keys(state.hidden));
  put('path', keys(state.path));
  if (state.selected && state.selected.node !== undefined) put('select', NODES[state.selected.node].key);
  if (state.selected && state.selected.edge !== undefined) {
    const edge = EDGES[state.selected.edge];
    put('line', [NODES[edge.source].key, NODES[edge.target].key, edge.kind, edge.status || ''].join(' '));
  }
  return parts.toString();
}

function stateOf(text) {
  const parts = new URLSearchParams(text);
  const made = fresh();
  const one = (name, allowed) => { if (allowed.includes(parts.get(name))) made[name] = parts.get(name); };
  const nodes = (name) => (parts.get(name) || '').split(' ').filter((key) => BY_KEY.has(key)).map((key) => BY_KEY.get(key));
  one('view', ['graph', ...TABLES]);
  one('plan', plansOffered());
  one('size', ['shared', 'evidence', 'degree', 'equal']);
  one('language', ['zh', 'en']);
  one('theme', ['light', 'dark']);
  if (/^\d{1,6}$/.test(parts.get('minimum') || '')) made.minimum = Math.min(MOST, Math.max(1, Number(parts.get('minimum'))));
  made.every = parts.get('every') === '1';
  made.until = YEARS.includes(Number(parts.get('until'))) ? Number(parts.get('until')) : null;
  made.open = new Set(nodes('open').filter(isGroup));
  for (const name of Object.keys(FACETS)) {
    const known = new Set(ADOPTIONS.flatMap((edge) => FACETS[name].of(edge)));
    made.chosen[name] = new Set((parts.get(name) || '').split('|').filter((value) => known.has(value)));
  }
  if (parts.has('off')) made.off = new Set(parts.get('off').split('|').filter((value) => /^(kind|status):\w+$/.test(value)));
  made.focus = nodes('focus');
  made.hidden = new Set(nodes('hide'));
  made.path = nodes('path').length === 2 ? nodes('path') : [];
  const [selected] = nodes('select');
  if (selected !== undefined) made.selected = { node: selected };
  if (parts.has('line')) {
    const [source, target, kind, status] = parts.get('line').split(' ');
    const edge = EDGES.findIndex((e) => NODES[e.source].key === source && NODES[e.target].key === target
      && e.kind === kind && (e.status || '') === status);
    if (edge >= 0) made.selected = { edge };
  }
  return made;
}

function keepAddress() {
  const text = address();
  if (location.hash.slice(1) === text) return;
  // In an isolated frame (a notebook) the address cannot be changed; the page works without.
  try { history.replaceState(null, '', '#' + text); } catch { /* see above */ }
}
