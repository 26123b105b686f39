// The data of the page and what is counted on it; nothing here touches the document but to read it.
const DRAWING = JSON.parse(document.getElementById('drawing').textContent);
const RECORDS = JSON.parse(document.getElementById('records').textContent);
const NODES = RECORDS.nodes;
const EDGES = RECORDS.edges;
const META = RECORDS.meta;
const STYLES = RECORDS.styles;
const KINDS = Object.keys(STYLES.kinds);
const STATUSES = Object.keys(STYLES.statuses);
const TOPICS = new Map(RECORDS.topics.map((topic) => [topic.key, topic]));
const BY_KEY = new Map(NODES.map((node, index) => [node.key, index]));

const ADOPTIONS = EDGES.filter((edge) => edge.kind === 'adoption');
const YEARS = [...new Set(EDGES.flatMap((edge) => edge.entries.map((entry) => entry.year)).filter(Boolean))].sort();

// Lines at each node, and for each practice its number of sentences.
const JOINED = NODES.map(() => []);
EDGES.forEach((edge, index) => {
  JOINED[edge.source].push(index);
  JOINED[edge.target].push(index);
  edge.sentences = edge.entries.reduce((sum, entry) => sum + (entry.quoted || entry.evidence.length), 0);
});
NODES.forEach((node, index) => {
  node.shared = node.shared || 0;
  node.sentences = JOINED[index].reduce((sum, edge) => sum + EDGES[edge].sentences, 0);
});

// What can be chosen: `of` gives the values of a line, null where the data does not say.
const placesOf = (edge) => (edge.kind === 'adoption' ? [edge.source] : edge.entries.map((entry) => entry.place));
const FACETS = {
  place: { of: (edge) => placesOf(edge).map((place) => NODES[place].key), word: (key) => nameOf(NODES[BY_KEY.get(key)]) },
  year: { of: (edge) => edge.entries.map((entry) => entry.year), word: (year) => year },
  topic: { of: (edge) => [NODES[edge.target].topic], word: (key) => nameOf(TOPICS.get(key)) },
  type: { of: (edge) => [NODES[edge.target].type], word: typeWord },
  province: { of: (edge) => placesOf(edge).map((place) => NODES[place].province), word: (province) => nameOf({ name: province, english: RECORDS.provinces[province] }) },
  level: { of: (edge) => placesOf(edge).map((place) => NODES[place].level), word: (level) => t('level_' + level) },
};
const NONE = '-';
for (const facet of Object.values(FACETS)) {
  const values = facet.of;
  facet.of = (edge) => values(edge).map((value) => (value === undefined || value === null ? NONE : String(value)));
}

function otherEnd(edge, node) {
  return EDGES[edge].source === node ? EDGES[edge].target : EDGES[edge].source;
}

// The practices that two places both claim, the widest shared first.
function commonPractices(a, b) {
  const claimed = (place) => new Set(JOINED[place].filter((e) => claims(EDGES[e])).map((e) => EDGES[e].target));
  const second = claimed(b);
  return [...claimed(a)].filter((practice) => second.has(practice));
}

// Pairs of places by how much they share and how alike that makes them: of two small reports that say the
// same one thing there is nothing to tell.
const PAIRS_LOOKED_AT = 300;
let pairs = null;
function likestPairs() {
  const score = ([a, b, likeness]) => commonPractices(a, b).length * likeness;
  const likely = () => [...RECORDS.alike].sort((x, y) => y[2] - x[2]).slice(0, PAIRS_LOOKED_AT);
  pairs = pairs || likely().map((pair) => [score(pair), pair]).sort((x, y) => y[0] - x[0]).map(([, pair]) => pair);
  return pairs;
}

function claims(edge) {
  return edge.kind === 'adoption' && edge.status !== 'mentioned';
}

// Practices that are claimed in the same places as `practice`: [practice, number of places] pairs.
function foundTogether(practice) {
  const counts = new Map();
  const places = new Set(JOINED[practice].filter((e) => claims(EDGES[e])).map((e) => EDGES[e].source));
  for (const place of places) {
    const seen = new Set(JOINED[place].filter((e) => claims(EDGES[e])).map((e) => EDGES[e].target));
    for (const other of seen) if (other !== practice) counts.set(other, (counts.get(other) || 0) + 1);
  }
  return [...counts].filter(([, n]) => n > 1).sort((a, b) => b[1] - a[1] || a[0] - b[0]);
}

// Every node on a shortest way from a to b over the lines that `passes`; empty where there is none.
function between(a, b, passes) {
  const distances = (from) => {
    const found = new Map([[from, 0]]);
    for (let ring = [from]; ring.length;) {
      const next = [];
      for (const node of ring) {
        for (const edge of JOINED[node]) {
          const end = otherEnd(edge, node);
          if (passes(edge) && !found.has(end)) {
            found.set(end, found.get(node) + 1);
            next.push(end);
          }
        }
      }
      ring = next;
    }
    return found;
  };
  const there = distances(a);
  const back = distances(b);
  if (!there.has(b)) return new Set();
  const length = there.get(b);
  return new Set([...there.keys()].filter((node) => back.has(node) && there.get(node) + back.get(node) === length));
}
