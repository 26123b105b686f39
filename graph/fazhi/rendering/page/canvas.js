// The drawing: vis-network draws the nodes in sight, pans and zooms; lines, labels and light are ours.
const canvas = byId('canvas');
const calm = matchMedia('(prefers-reduced-motion: reduce)');
let network = null;
let labels = [];
let paths = null;
let moving = false;
let atRest = 0;
let byImportance = [];
const drawnNodes = new vis.DataSet();

function startCanvas() {
  network = new vis.Network(canvas, { nodes: drawnNodes, edges: [] }, DRAWING.options);
  // The canvas itself is reached by its frame only; vis-network makes an inner element focusable too.
  canvas.querySelectorAll('[tabindex]').forEach((inner) => inner.setAttribute('tabindex', '-1'));
  canvas.querySelectorAll('canvas').forEach((inner) => inner.setAttribute('aria-hidden', 'true'));
  network.on('beforeDrawing', paintUnder);
  network.on('afterDrawing', paintOver);
  listen();
  new ResizeObserver(() => { if (!canvas.hidden) fitView(false); }).observe(canvas);
}

// Size by the chosen measure; places are all alike.
function sizeOf(index) {
  const node = NODES[index];
  const plain = STYLES.kinds[node.kind].size;
  if (node.kind !== 'practice' || state.size === 'equal') return plain;
  const measure = state.size === 'evidence' ? 'sentences' : 'shared';
  return 5 + 8 * Math.min(1, node[measure] / largest(measure));
}
const largest = (measure) => (largest[measure] = largest[measure]
  || Math.max(2, ...NODES.filter((node) => node.kind === 'practice').map((node) => node[measure])));

function dressed(index) {
  const look = lookOf(index);
  const colour = { background: look.fill, border: look.border };
  return {
    ...DRAWING.nodes[index],
    size: sizeOf(index),
    borderWidth: seen.nodes.size > 800 && !NODES[index].candidate ? 0 : look.width,
    color: { ...colour, hover: colour, highlight: colour },
  };
}

function syncCanvas({ redress = false } = {}) {
  paths = null;
  // Nodes are numbered by importance: places, then practices by how many share them.
  byImportance = [...seen.nodes].sort((a, b) => a - b);
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
const inWorld = (node) => DRAWING.nodes[node];
const onScreen = (node) => ({ x: DRAWING.nodes[node].x * view.zoom + view.x, y: DRAWING.nodes[node].y * view.zoom + view.y });

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
    const x = DRAWING.nodes[node].x * view.zoom + view.x;
    const y = DRAWING.nodes[node].y * view.zoom + view.y;
    if (x < -80 || y < -60 || x > canvas.clientWidth + 80 || y > canvas.clientHeight + 60) continue;
    const isLit = Boolean(light && light.nodes.has(node));
    items.push({ node, x, y, r: sizeOf(node) * zoom, lit: isLit, bold: isLit && (light.nodes.size <= 12 || node === light.spot) });
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
  const xs = [...seen.nodes].map((node) => DRAWING.nodes[node].x);
  const ys = [...seen.nodes].map((node) => DRAWING.nodes[node].y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min(1.35, (width - 136) / Math.max(right - left, 1), (height - 104) / Math.max(bottom - top, 1));
  const zoom = Math.max(scale, 0.03);
  glide({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + 10 / zoom }, scale: zoom }, animated ? 350 : 0);
}

// Move the view, at once for who wants no motion.
function glide(where, duration) {
  network.moveTo({ ...where, animation: duration > 0 && !calm.matches && { duration, easingFunction: 'easeInOutQuad' } });
}

function zoomBy(factor) {
  glide({ scale: Math.min(6, Math.max(0.03, network.getScale() * factor)) }, 180);
}

function bringIntoView(node) {
  readView();
  const { x, y } = onScreen(node);
  if (x > 60 && y > 40 && x < canvas.clientWidth - 60 && y < canvas.clientHeight - 60) return;
  glide({ position: { x: DRAWING.nodes[node].x, y: DRAWING.nodes[node].y } }, 250);
}
