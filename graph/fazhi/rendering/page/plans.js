// The ways to draw: each plan says what is in sight and, where it is not the map, where that stands.
const COMPARED = 6;
const MEMBERS = 40;
// Practices of one place alone that can be read beside one another, by how many places are compared.
const OWN = [0, 0, 45, 14, 10, 8, 8];
const NARROW_OWN = 8;

const PLANS = {
  map: { see: () => inSight() },
  overview: { see: overview },
  compare: { see: () => comparison() },
  similar: { see: similarPlaces },
  together: { see: practicesTogether },
  around: { see: bodiesAndLaws },
};

// What can be drawn of this graph.
function plansOffered() {
  const places = NODES.filter((node) => node.kind === 'place').length;
  const bodies = EDGES.some((edge) => edge.kind === 'participation' || edge.kind === 'citation');
  const offered = { map: true, overview: places > 1, compare: places > 1, similar: ALIKE.length > 0, together: TOGETHER.length > 0, around: bodies };
  return Object.keys(PLANS).filter((plan) => offered[plan]);
}

// The lines of reports behind what is in sight: of likeness and groups, what the filters leave.
function told() {
  if (state.plan === 'compare') return comparison(Infinity);
  return ['map', 'around'].includes(state.plan) ? seen : inSight();
}

// Claims and mentions that stand up to all choices but the number of sharing places.
function passing(but, places = null) {
  const open = (node) => !state.hidden.has(node) && !state.off.has('kind:' + NODES[node].kind);
  const found = [];
  for (let index = 0; index < REAL_EDGES; index += 1) {
    const edge = EDGES[index];
    if (edge.kind === 'adoption' && (!places || places.has(edge.source)) && open(edge.source) && open(edge.target) && passes(edge, but)) found.push(index);
  }
  return found;
}

function comparedPlaces() {
  const chosen = [...state.chosen.place].map((key) => BY_KEY.get(key)).filter((node) => node !== undefined).sort(byOrder);
  if (chosen.length > 1) return chosen.slice(0, COMPARED);
  const among = ([a, b]) => a === chosen[0] || b === chosen[0];
  const best = chosen.length ? RECORDS.alike.filter(among).sort((x, y) => y[2] - x[2])[0] : likestPairs()[0];
  if (best) return best.slice(0, 2).sort(byOrder);
  return NODES.map((node, index) => index).filter((index) => NODES[index].kind === 'place').slice(0, 2);
}

function comparison(most = 0) {
  const places = comparedPlaces();
  const edges = new Set(passing('place', new Set(places)));
  const holders = new Map();
  // A place that only mentions a practice does not have it.
  for (const edge of [...edges].filter((one) => claims(EDGES[one]))) {
    const { source, target } = EDGES[edge];
    if (!holders.has(target)) holders.set(target, new Set());
    holders.get(target).add(source);
  }
  if (state.every) for (const [node, own] of holders) if (own.size < places.length) holders.delete(node);
  for (const edge of edges) if (!holders.has(EDGES[edge].target)) edges.delete(edge);
  const shared = [...holders.values()].filter((own) => own.size > 1).length;
  const note = t('compared', places.map((place) => nameOf(NODES[place])).join(' · '), shared, holders.size - shared);
  const readable = isNarrow() ? NARROW_OWN : OWN[places.length];
  const layout = sideBySide(places, holders, most || (state.minimum > 1 ? readable : Infinity));
  for (const edge of edges) if (!layout.spots.has(EDGES[edge].target)) edges.delete(edge);
  return { nodes: new Set(layout.spots.keys()), edges, ...layout, note };
}

function similarPlaces() {
  const nodes = new Set(passing().map((edge) => EDGES[edge].source));
  const edges = new Set(ALIKE.filter((edge) => nodes.has(EDGES[edge].source) && nodes.has(EDGES[edge].target)));
  return { nodes, edges, note: t('similar_note', nodes.size, edges.size), counted: edges.size <= 40 };
}

function practicesTogether() {
  const named = new Set(passing().map((edge) => EDGES[edge].target));
  const edges = new Set(TOGETHER.filter((edge) => named.has(EDGES[edge].source) && named.has(EDGES[edge].target)));
  const nodes = endsOf(edges);
  const spots = new Map(RECORDS.together.spots.map(([node, x, y]) => [node, { x: Math.round(x), y: Math.round(y) }]));
  return { nodes, edges, spots, captions: [], room: [0, 0], note: t('together_note', nodes.size, edges.size) };
}

// The chosen practice, else the one with most bodies, laws and places about it.
const CANDIDATES = 80;
function hub() {
  const chosen = [...state.focus, state.selected ? state.selected.node : undefined].find((node) => node !== undefined && NODES[node].kind === 'practice');
  if (chosen !== undefined) return chosen;
  const kinds = (node) => JOINED[node].filter((edge) => EDGES[edge].kind === 'participation' || EDGES[edge].kind === 'citation').length;
  const practices = NODES.map((node, index) => index).filter((index) => NODES[index].kind === 'practice');
  const likely = [...practices].sort((a, b) => kinds(b) - kinds(a) || a - b).slice(0, CANDIDATES).concat(practices.slice(0, CANDIDATES));
  const rich = (node) => {
    const { places, bodies, laws } = about(node);
    return 3 * bodies.length + laws.length + places.length;
  };
  return likely.map((node) => [rich(node), node]).sort((x, y) => y[0] - x[0] || x[1] - y[1])[0][1];
}

// What is joined to a practice, and the laws that two or more of its places cite.
function about(centre) {
  const open = (edge) => edge < REAL_EDGES && passes(EDGES[edge]) && !state.hidden.has(EDGES[edge].source) && !state.hidden.has(EDGES[edge].target);
  const edges = new Set(JOINED[centre].filter(open));
  const own = new Set([...endsOf(edges)].filter((node) => NODES[node].kind === 'place'));
  const cited = new Map();
  for (const place of own) {
    for (const edge of JOINED[place]) {
      if (EDGES[edge].kind === 'citation' && open(edge)) cited.set(EDGES[edge].source, [...(cited.get(EDGES[edge].source) || []), edge]);
    }
  }
  for (const found of cited.values()) if (new Set(found.map((edge) => EDGES[edge].target)).size > 1) found.forEach((edge) => edges.add(edge));
  const of = (kind) => [...endsOf(edges)].filter((node) => NODES[node].kind === kind && node !== centre).sort(byOrder);
  return { edges, places: of('place'), bodies: of('institution'), laws: of('law') };
}

function bodiesAndLaws() {
  const centre = hub();
  const { edges, places, bodies, laws } = about(centre);
  const note = t('around_note', nameOf(NODES[centre]), places.length, bodies.length, laws.length);
  return { nodes: new Set([centre, ...endsOf(edges)]), edges, ...aroundPractice(centre, places, bodies, laws), note };
}

// Groups, or the members of those that are opened, with one line for all that joins two of them.
function overview() {
  const edges = passing().filter((edge) => sharedEnough(EDGES[edge], new Set()));
  const standing = (node) => (state.open.has(GROUP_OF.get(node)) ? node : GROUP_OF.get(node));
  const listed = new Set();
  const lists = { places: new Map(), practices: new Map() };
  for (const edge of edges) {
    for (const [kind, node] of [['places', EDGES[edge].source], ['practices', EDGES[edge].target]]) {
      const group = GROUP_OF.get(node);
      if (!lists[kind].has(group)) lists[kind].set(group, new Map());
      const counts = lists[kind].get(group);
      counts.set(node, (counts.get(node) || 0) + 1);
    }
  }
  const rows = (kind) => [...lists[kind]].sort(([a], [b]) => a - b).flatMap(([group, counts]) => {
    NODES[group].inside = counts.size;
    if (!state.open.has(group)) return [{ node: group }];
    const members = [...counts].sort((x, y) => y[1] - x[1] || x[0] - y[0]).slice(0, MEMBERS).map(([node]) => node);
    return [{ node: group }, ...members.map((node) => ({ node, child: true }))];
  });
  const sides = [rows('places'), rows('practices')];
  sides.forEach((side) => side.forEach(({ node }) => listed.add(node)));
  const counts = new Map();
  for (const edge of edges) {
    const [a, b] = [standing(EDGES[edge].source), standing(EDGES[edge].target)];
    if (!listed.has(a) || !listed.has(b)) continue;
    const line = bundle(a, b);
    counts.set(line, (counts.get(line) || 0) + 1);
  }
  const most = Math.max(1, ...counts.values());
  for (const [line, number] of counts) Object.assign(EDGES[line], { number, look: strength('bundle', Math.sqrt(number / most)) });
  const inside = (kind) => [...lists[kind].values()].reduce((sum, members) => sum + members.size, 0);
  const note = t('overview_note', inside('places'), lists.places.size, inside('practices'), lists.practices.size, edges.length);
  return { nodes: listed, edges: new Set(counts.keys()), ...twoSides(...sides), note };
}

// A group opened or closed; what it holds then stands below it.
function toggleGroup(node) {
  const open = new Set(state.open);
  if (!open.delete(node)) open.add(node);
  change({ open, plan: 'overview', focus: [], path: [], selected: { node } }, { fit: true });
}

const isGroup = (node) => NODES[node].members !== undefined;
