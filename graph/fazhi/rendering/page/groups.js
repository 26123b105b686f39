// Things that no report names: groups of places and of practices, and lines between likes. They stand
// behind the real nodes and lines in the same lists, so that drawing, light and clicks need not know.
const REAL_NODES = NODES.length;
const REAL_EDGES = EDGES.length;
const SIDES = { places: 'place', practices: 'practice' };
for (const [kind, of] of Object.entries(SIDES)) STYLES.kinds[kind] = { ...STYLES.kinds[of], size: STYLES.kinds[of].size };

function addNode(node) {
  const index = NODES.length;
  NODES.push({ shared: 0, sentences: 0, pinyin: '', ...node });
  JOINED.push([]);
  BY_KEY.set(node.key, index);
  const { shape, size } = STYLES.kinds[node.kind];
  DRAWING.nodes.push({ id: index, x: 0, y: 0, shape, size });
  return index;
}

function addEdge(edge) {
  const index = EDGES.length;
  EDGES.push({ status: null, entries: [], sentences: 0, ...edge });
  DRAWING.edges.push({});
  JOINED[edge.source].push(index);
  JOINED[edge.target].push(index);
  return index;
}

// Lines of one kind in five strengths, so that each strength is one stroke.
const strengths = new Map();
function strength(kind, share) {
  const step = Math.max(1, Math.min(5, Math.ceil(share * 5)));
  const key = kind + step;
  if (!strengths.has(key)) strengths.set(key, { ...STYLES.relations[kind], width: 0.6 + step, alpha: 0.6 });
  return strengths.get(key);
}

const commonest = Math.max(1, ...RECORDS.together.pairs.map(([, , number]) => number));
const nearest = Math.max(0.01, ...RECORDS.alike.map(([, , likeness]) => likeness));
const ALIKE = RECORDS.alike.map(([source, target, likeness]) => addEdge({
  source, target, kind: 'alike', likeness, look: strength('alike', likeness / nearest),
}));
const TOGETHER = RECORDS.together.pairs.map(([source, target, number, likeness]) => addEdge({
  source, target, kind: 'together', number, likeness, look: strength('together', number / commonest),
}));

// Places go by province, within one province by what their path names above them; practices by topic.
const provinces = new Set(NODES.map((node) => node.province).filter(Boolean));
const above = (node) => (node.path || '').slice(0, Math.max(0, (node.path || '').length - node.name.replace(/（[^（）]*）$/, '').length));
const placeGroup = (node) => (provinces.size > 1 ? node.province : above(node) || node.province) || NONE;
const GROUP_OF = new Map();
const GROUPS = { places: new Map(), practices: new Map() };
for (let index = 0; index < REAL_NODES; index += 1) {
  const node = NODES[index];
  if (node.kind === 'place') intoGroup('places', placeGroup(node), index);
  if (node.kind === 'practice') intoGroup('practices', node.topic || NONE, index);
}

function intoGroup(kind, value, member) {
  if (!GROUPS[kind].has(value)) {
    const topic = TOPICS.get(value);
    const word = { places: 'no_province', practices: 'no_topic' }[kind];
    const name = value === NONE ? WORDS[word] : topic ? [topic.name, topic.english] : [value, RECORDS.provinces[value] || ''];
    const key = `group:${kind}:${encodeURIComponent(value)}`;
    GROUPS[kind].set(value, addNode({ key, kind, value, name: name[0], english: name[1], members: [] }));
  }
  const group = GROUPS[kind].get(value);
  NODES[group].members.push(member);
  GROUP_OF.set(member, group);
}

// Lines between what stands for places and what stands for practices, made when first needed.
const BUNDLES = new Map();
function bundle(source, target) {
  const key = `${source} ${target}`;
  if (!BUNDLES.has(key)) BUNDLES.set(key, addEdge({ source, target, kind: 'bundle' }));
  return BUNDLES.get(key);
}
