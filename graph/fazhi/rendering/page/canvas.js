// The drawing: what is in sight goes to vis-network, which pans, zooms and finds what is clicked.
const canvas = document.getElementById('canvas');
const calm = matchMedia('(prefers-reduced-motion: reduce)');
let network = null;
let hovered = null;
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
  network.on('click', ({ pointer }) => clicked(pointer.DOM));
  network.on('doubleClick', ({ pointer }) => doubleClicked(pointer.DOM));
  canvas.addEventListener('pointermove', (event) => hover(event));
  canvas.addEventListener('pointerleave', () => setHovered(null));
  canvas.addEventListener('keydown', canvasKey);
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
    ...DRAWING.nodes[index], size: sizeOf(index), borderWidth: seen.nodes.size > 800 && !NODES[index].candidate ? 0 : look.width,
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
const readView = () => { view = { zoom: network.getScale(), ...network.canvasToDOM({ x: 0, y: 0 }) }; };
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
  paths = paths || { all: pathsOf(seen.edges), some: pathsOf(new Set([...seen.edges].slice(0, MANY_LINES / 2))) };
  strokePaths(ctx, moves ? paths.some : paths.all, view.zoom, Math.min(1.3, Math.max(0.5, view.zoom)), seen.edges.size > MANY_LINES);
}

function pathsOf(edges) {
  const made = new Map();
  for (const edge of edges) {
    const style = styleOf(EDGES[edge]);
    if (!made.has(style)) made.set(style, new Path2D());
    traceLine(made.get(style), lineBetween(edge, (node) => DRAWING.nodes[node]));
  }
  return made;
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
    paintLines(ctx, lines, lines.length > 12 ? 1 : 1.5);
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
    items.push({ node, x, y, r: sizeOf(node) * zoom, lit: Boolean(light && light.nodes.has(node)) });
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

// A point of a line where a click meets it and not a label or another line; its middle if there is none.
function pointOf(edge) {
  const [from, to, bend] = lineOf(edge);
  const straight = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const points = [10, 9, 11, 8, 12, 7, 13, 6, 14, 5, 15].map((share) => along(from, to, bend || straight, share / 20));
  return points.find((point) => (at(point) || {}).edge === edge) || points[0];
}

function at(point) {
  const label = labels.find((box) => point.x >= box.left && point.x <= box.right && point.y >= box.top && point.y <= box.bottom);
  const node = network.getNodeAt(point);
  if (node !== undefined) return { node };
  if (label) return { node: label.of };
  const edge = edgeAt(point);
  return edge === null ? null : { edge };
}

// The line nearest to a point, if within seven pixels of it.
function edgeAt(point) {
  let [best, least] = [null, 7];
  for (const edge of seen.edges) {
    const [from, to, bend] = lineOf(edge);
    const stops = bend ? [0, 1, 2, 3, 4, 5, 6, 7, 8].map((n) => along(from, to, bend, n / 8)) : [from, to];
    for (let n = 1; n < stops.length; n += 1) {
      const distance = fromSegment(point, stops[n - 1], stops[n]);
      if (distance < least) [best, least] = [edge, distance];
    }
  }
  return best;
}

function along(from, to, bend, share) {
  const rest = 1 - share;
  const mix = (axis) => rest * rest * from[axis] + 2 * rest * share * bend[axis] + share * share * to[axis];
  return { x: mix('x'), y: mix('y') };
}

function fromSegment(point, a, b) {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const share = Math.max(0, Math.min(1, ((point.x - a.x) * dx + (point.y - a.y) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(point.x - a.x - share * dx, point.y - a.y - share * dy);
}

function clicked(point) {
  const thing = at(point);
  if (thing && thing.node !== undefined && takeSecondEnd(thing.node)) return;
  change({ selected: thing }, { quiet: true });
}

function doubleClicked(point) {
  const thing = at(point);
  if (!thing || thing.node === undefined) return;
  if (state.focus.length) grow(thing.node);
  else focusOn(thing.node);
}

function hover(event) {
  if (event.buttons || event.pointerType === 'touch') { setHovered(null); return; }
  const box = canvas.getBoundingClientRect();
  setHovered(at({ x: event.clientX - box.left, y: event.clientY - box.top }), event.clientX - box.left, event.clientY - box.top);
}

const tip = document.getElementById('tip');

function setHovered(thing, x, y) {
  const same = JSON.stringify(thing) === JSON.stringify(hovered);
  hovered = thing;
  canvas.classList.toggle('pointing', Boolean(thing));
  tip.hidden = !thing;
  if (thing) {
    tip.textContent = thing.edge === undefined ? nodeTip(NODES[thing.node]) : edgeTip(EDGES[thing.edge]);
    tip.style.left = `${Math.max(4, Math.min(x + 14, canvas.clientWidth - tip.offsetWidth - 4))}px`;
    tip.style.top = `${y + 18 + tip.offsetHeight > canvas.clientHeight ? y - tip.offsetHeight - 10 : y + 18}px`;
  }
  if (!same) network.redraw();
}

function nodeTip(node) {
  return [nameOf(node), otherName(node), node.kind === 'practice' ? placesWord(node.shared) : t(node.kind)].filter(Boolean).join(' · ');
}

function edgeTip(edge) {
  const years = edge.entries.map((entry) => entry.year).filter(Boolean).join(', ');
  return [`${nameOf(NODES[edge.source])} — ${nameOf(NODES[edge.target])}`, t(edge.status || edge.kind), years].filter(Boolean).join(' · ');
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
  network.moveTo({
    position: { x: (left + right) / 2, y: (top + bottom) / 2 + 10 / zoom },
    scale: zoom,
    animation: animated && !calm.matches && { duration: 350, easingFunction: 'easeInOutQuad' },
  });
}

function zoomBy(factor) {
  network.moveTo({ scale: Math.min(6, Math.max(0.03, network.getScale() * factor)), animation: !calm.matches && { duration: 180, easingFunction: 'easeInOutQuad' } });
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function canvasKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const node = state.selected && state.selected.node;
  const keys = {
    '+': () => zoomBy(1.3), '=': () => zoomBy(1.3), '-': () => zoomBy(1 / 1.3), 0: () => fitView(),
    Escape: () => change({ selected: null }, { quiet: true }),
    Enter: () => state.selected && document.getElementById('panel').focus(),
    f: () => node !== undefined && node !== null && focusOn(node),
    h: () => node !== undefined && node !== null && hide(node),
  };
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (ARROWS[key]) step(ARROWS[key]);
  else if (keys[key]) keys[key]();
  else return;
  event.preventDefault();
}

// The nearest node in a direction; sideways distance counts double, so that rows are followed.
function step([dx, dy]) {
  const spot = state.selected;
  const from = spot && spot.node !== undefined && seen.nodes.has(spot.node) ? DRAWING.nodes[spot.node] : null;
  let best = from ? null : Math.min(...seen.nodes);
  let least = Infinity;
  if (from) {
    for (const node of seen.nodes) {
      const x = DRAWING.nodes[node].x - from.x;
      const y = DRAWING.nodes[node].y - from.y;
      const ahead = x * dx + y * dy;
      const aside = Math.abs(x * dy + y * dx);
      if (ahead > 1 && ahead + 2 * aside < least) [best, least] = [node, ahead + 2 * aside];
    }
  }
  if (best === null || !Number.isFinite(best)) return;
  change({ selected: { node: best } }, { quiet: true });
  bringIntoView(best);
  say(nodeTip(NODES[best]));
}

function bringIntoView(node) {
  const { x, y } = onScreen(node);
  if (x > 60 && y > 40 && x < canvas.clientWidth - 60 && y < canvas.clientHeight - 60) return;
  network.moveTo({ position: { x: DRAWING.nodes[node].x, y: DRAWING.nodes[node].y }, animation: !calm.matches && { duration: 250, easingFunction: 'easeInOutQuad' } });
}
