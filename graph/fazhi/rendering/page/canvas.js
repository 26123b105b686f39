// The drawing: vis-network draws the nodes in sight, pans and zooms; lines, labels and light are ours.
const canvas = byId('canvas');
const calm = matchMedia('(prefers-reduced-motion: reduce)');
let network = null;
let labels = [];
let paths = null;
let moving = false;
let atRest = 0;
let byImportance = [];
let lastSize = { width: 0, height: 0 };
const drawnNodes = new vis.DataSet();

function startCanvas() {
  network = new vis.Network(canvas, { nodes: drawnNodes, edges: [] }, DRAWING.options);
  // The canvas itself is reached by its frame only; vis-network makes an inner element focusable too.
  canvas.querySelectorAll('[tabindex]').forEach((inner) => inner.setAttribute('tabindex', '-1'));
  canvas.querySelectorAll('canvas').forEach((inner) => inner.setAttribute('aria-hidden', 'true'));
  network.on('beforeDrawing', paintUnder);
  network.on('afterDrawing', paintOver);
  listen();
  new ResizeObserver(() => {
    if (canvas.clientWidth) lastSize = { width: canvas.clientWidth, height: canvas.clientHeight };
    fitView(false);
  }).observe(canvas);
}

// Size by the chosen measure; places are all alike.
function sizeOf(index) {
  const node = NODES[index];
  const plain = STYLES.kinds[node.kind].size;
  if (isGroup(index)) return 7 + Math.min(7, Math.sqrt(node.members.length) / 2);
  // Beside one another in rows, marks of more than a row's height would hide names.
  const { side, small } = spotOf(index);
  if (side || small) return node.kind === 'practice' && state.size !== 'equal' ? Math.min(8, 5 + node.shared / largest('shared') * 3) : 6;
  if (state.size === 'degree') return Math.max(4, plain * (0.7 + Math.min(1, JOINED[index].length / largestDegree())));
  if (node.kind !== 'practice' || state.size === 'equal') return plain;
  const measure = state.size === 'evidence' ? 'sentences' : 'shared';
  return 5 + 8 * Math.min(1, node[measure] / largest(measure));
}
const largest = (measure) => (largest[measure] = largest[measure]
  || Math.max(2, ...NODES.filter((node) => node.kind === 'practice').map((node) => node[measure])));
const largestDegree = () => (largestDegree.value = largestDegree.value || Math.max(2, ...JOINED.map((edges) => edges.length)));

function dressed(index) {
  const look = lookOf(index);
  const colour = { background: look.fill, border: look.border };
  return {
    ...DRAWING.nodes[index],
    x: spotOf(index).x,
    y: spotOf(index).y,
    size: sizeOf(index),
    borderWidth: seen.nodes.size > 800 && !NODES[index].candidate ? 0 : look.width,
    color: { ...colour, hover: colour, highlight: colour },
  };
}

function syncCanvas({ redress = false } = {}) {
  paths = null;
  // Nodes are numbered by importance: places, then practices by how many share them.
  // Groups come before their members, and what places share before what one has alone.
  const first = (node) => (isGroup(node) || spotOf(node).small ? 0 : 1);
  byImportance = [...seen.nodes].sort((a, b) => first(a) - first(b) || a - b);
  const have = new Set(drawnNodes.getIds());
  drawnNodes.remove([...have].filter((node) => !seen.nodes.has(node)));
  drawnNodes.add([...seen.nodes].filter((node) => !have.has(node)).map(dressed));
  if (redress) drawnNodes.update([...seen.nodes].filter((node) => have.has(node)).map(dressed));
  network.redraw();
}

// Where nodes stand on the screen; the view is asked once a drawing, not once a node.
let view = { zoom: 1, x: 0, y: 0 };
// Between a move and its drawing the old view still stands.
const readView = () => { view = { zoom: network.getScale(), ...network.canvasToDOM({ x: 0, y: 0 }) }; };
const inWorld = spotOf;
const onScreen = (node) => {
  const { x, y } = spotOf(node);
  return { x: x * view.zoom + view.x, y: y * view.zoom + view.y };
};

// What the light falls on: the thing under the pointer, else the selected one, with what it touches.
function lit() {
  const spot = hovered || state.selected;
  if (!spot) return null;
  const nodes = new Set();
  const edges = new Set();
  if (spot.edge !== undefined) edges.add(spot.edge);
  else for (const edge of JOINED[spot.node]) if (seen.edges.has(edge)) edges.add(edge);
  if (spot.node !== undefined && seen.nodes.has(spot.node)) nodes.add(spot.node);
  for (const edge of edges) if (seen.edges.has(edge)) nodes.add(EDGES[edge].source).add(EDGES[edge].target);
  return { nodes, edges, spot: spot.node };
}

// Draw in pixels of the screen, whatever vis-network's own scale.
function inPixels(ctx, draw) {
  const ratio = ctx.canvas.width / canvas.clientWidth;
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  draw();
  ctx.restore();
}

// Lines go under the nodes, all of one style at a stroke: one by one, as vis-network paints them,
// twenty thousand take most of a second. Their paths are made once for what is in sight; while a
// large graph moves, only some are painted, and all when it has come to rest.
function paintUnder(ctx) {
  const before = view;
  readView();
  const moves = seen.edges.size > MANY_LINES && (before.x !== view.x || before.y !== view.y || before.zoom !== view.zoom);
  clearTimeout(atRest);
  if (moves) atRest = setTimeout(() => network.redraw(), 160);
  moving = moves;
  paths = paths || { all: pathsOf(seen.edges, inWorld), some: pathsOf([...seen.edges].slice(0, MANY_LINES / 2), inWorld) };
  strokePaths(ctx, moves ? paths.some : paths.all, view.zoom, Math.min(1.3, Math.max(0.5, view.zoom)), seen.edges.size > MANY_LINES);
}

function paintOver(ctx) {
  inPixels(ctx, () => paintLabelsAndLight(ctx, view.zoom, lit()));
}

function paintLabelsAndLight(ctx, zoom, light) {
  const items = itemsInView(zoom, light);
  labels = placeLabels(items, zoom);
  captionsInView(zoom).forEach((caption) => paintCaption(ctx, caption));
  const isLit = (label) => light && light.nodes.has(label.of);
  labels.filter((label) => !isLit(label)).forEach((label) => paintLabel(ctx, label, INK.ink, INK.ground));
  if (light) {
    ctx.globalAlpha = 0.78;
    ctx.fillStyle = INK.ground;
    ctx.fillRect(0, 0, canvas.clientWidth, canvas.clientHeight);
    ctx.globalAlpha = 1;
    const lines = [...light.edges].filter((edge) => seen.edges.has(edge));
    strokePaths(ctx, pathsOf(lines, onScreen), 1, lines.length > 12 ? 1 : 1.5, lines.length > MANY_LINES);
    for (const node of light.nodes) {
      const at = onScreen(node);
      paintNode(ctx, node, at.x, at.y, sizeOf(node) * zoom, node === light.spot);
    }
    labels.filter(isLit).forEach((label) => paintLabel(ctx, label, INK.ink, INK.ground));
  }
}

// What can have a label: what the light falls on first, then by importance; fewer while moving.
function itemsInView(zoom, light) {
  const lit = light ? [light.spot, ...light.nodes].filter((node, n, all) => seen.nodes.has(node) && all.indexOf(node) === n) : [];
  const rest = light ? byImportance.filter((node) => !light.nodes.has(node)) : byImportance;
  const items = [];
  for (const node of lit.concat(moving ? rest.slice(0, 800) : rest)) {
    const { x, y } = onScreen(node);
    if (x < -80 || y < -60 || x > canvas.clientWidth + 80 || y > canvas.clientHeight + 60) continue;
    const isLit = Boolean(light && light.nodes.has(node));
    items.push({ node, x, y, side: spotOf(node).side, small: spotOf(node).small, r: sizeOf(node) * zoom, lit: isLit, bold: isLit && (light.nodes.size <= 12 || node === light.spot) });
  }
  return items;
}

const lineOf = (edge) => lineBetween(edge, onScreen);

// The two ends of a line; where a second line joins the same nodes, also the control point of its bow.
function lineBetween(edge, where) {
  const from = where(EDGES[edge].source);
  const to = where(EDGES[edge].target);
  const { smooth } = DRAWING.edges[edge];
  if (!smooth) return [from, to, null];
  const bow = 2 * smooth.roundness * (smooth.type === 'curvedCW' ? 1 : -1);
  return [from, to, { x: (from.x + to.x) / 2 + (to.y - from.y) * bow, y: (from.y + to.y) / 2 - (to.x - from.x) * bow }];
}

// Show all that is in sight, with room for the labels around it.
function fitView(animated = true) {
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  if (!network || !seen.nodes.size || !width) return;
  // The slider of years stands below the drawing.
  const foot = byId('time').hidden ? 0 : 40;
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const node of seen.nodes) {
    const { x, y, side } = spotOf(node);
    left = Math.min(left, side === 'left' ? x - seen.room[0] + 40 : x);
    right = Math.max(right, side === 'right' ? x + seen.room[1] - 40 : x);
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  // Around a practice, an empty side keeps its room, so that the practice stays in the middle.
  if (seen.reach) [left, right] = [Math.min(left, -seen.reach - 40), Math.max(right, seen.reach + 40)];
  for (const { y } of seen.captions || []) top = Math.min(top, y);
  const scale = Math.min(1.35, (width - Math.min(136, width * 0.2)) / Math.max(right - left, 1), (height - Math.min(104, height * 0.17) - foot) / Math.max(bottom - top, 1));
  const zoom = Math.max(scale, 0.03);
  glide({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + (10 + foot / 2) / zoom }, scale: zoom }, animated ? 350 : 0);
}

// Move the view, at once for who wants no motion.
function glide(where, duration) {
  network.moveTo({ ...where, animation: duration > 0 && !calm.matches && { duration, easingFunction: 'easeInOutQuad' } });
}

function zoomBy(factor) {
  glide({ scale: Math.min(6, Math.max(0.03, network.getScale() * factor)) }, 180);
}

// Words over parts of the drawing, and on few lines of likeness how much two places share.
function captionsInView(zoom) {
  const size = 13.5;
  const captions = (seen.captions || []).map(({ x, y, align, text }) => {
    // Over its part of the drawing, but never over the edge.
    const wide = widthOf(text, `600 ${size}px ${FONT}`) + 8;
    const at = x * zoom + view.x;
    const inside = { left: Math.min(at, canvas.clientWidth - wide), right: Math.max(at, wide), center: at }[align];
    return { x: zoom < 0.15 ? at : inside, y: y * zoom + view.y - 22, align, text, size };
  });
  if (!seen.counted) return captions;
  const numbers = [...seen.edges].map((edge) => {
    const { source, target, likeness } = EDGES[edge];
    const [a, b] = [onScreen(source), onScreen(target)];
    const text = t('alike_short', commonPractices(source, target).length, Math.round(likeness * 100));
    return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 - 8, align: 'center', text, size: 12, boxed: true };
  });
  return captions.concat(numbers);
}

function paintCaption(ctx, { x, y, align, text, size, boxed }) {
  ctx.font = `600 ${size}px ${FONT}`;
  const half = boxed ? ctx.measureText(text).width / 2 + 4 : 0;
  ctx.fillStyle = INK.ground;
  if (boxed) ctx.fillRect(x - half, y - 2, 2 * half, size + 5);
  ctx.textAlign = align;
  ctx.textBaseline = 'top';
  ctx.lineJoin = 'round';
  ctx.lineWidth = 4;
  ctx.strokeStyle = INK.ground;
  ctx.fillStyle = INK.muted;
  ctx.strokeText(text, x, y);
  ctx.fillText(text, x, y);
}

function bringIntoView(node) {
  readView();
  const { x, y } = onScreen(node);
  if (x > 60 && y > 40 && x < canvas.clientWidth - 60 && y < canvas.clientHeight - 60) return;
  glide({ position: { x: spotOf(node).x, y: spotOf(node).y } }, 250);
}
