// What pointer and keys do on the drawing: what is under a point, hover, click, moving by arrow keys.
let hovered = null;
const tip = byId('tip');

function listen() {
  // Fingers are vis-network's; for the mouse the browser knows better what a click and a double click is:
  // on a slow machine vis-network takes a click for a long press, and two clicks for two.
  let press = { x: 0, y: 0, touch: false };
  canvas.addEventListener('pointerdown', ({ clientX: x, clientY: y, pointerType }) => { press = { x, y, touch: pointerType === 'touch' }; }, true);
  network.on('click', ({ pointer }) => press.touch && clicked(pointer.DOM));
  network.on('doubleClick', ({ pointer }) => press.touch && doubleClicked(pointer.DOM));
  const still = ({ clientX, clientY }) => !press.touch && Math.hypot(clientX - press.x, clientY - press.y) < 5;
  canvas.addEventListener('click', (event) => still(event) && clicked(inCanvas(event)));
  canvas.addEventListener('dblclick', (event) => still(event) && doubleClicked(inCanvas(event)));
  canvas.addEventListener('pointermove', hover);
  canvas.addEventListener('pointerleave', () => setHovered(null));
  canvas.addEventListener('keydown', canvasKey);
}

function inCanvas({ clientX, clientY }) {
  const { left, top } = canvas.getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
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
  pick(thing);
}

function doubleClicked(point) {
  const thing = at(point);
  if (!thing || thing.node === undefined) return;
  if (isGroup(thing.node)) toggleGroup(thing.node);
  else if (state.focus.length) grow(thing.node);
  else focusOn(thing.node);
}

function hover(event) {
  if (event.buttons || event.pointerType === 'touch') { setHovered(null); return; }
  const point = inCanvas(event);
  setHovered(at(point), point.x, point.y);
}

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
  if (node.members) return `${nameOf(node)} · ${t('members_' + node.kind, node.inside || node.members.length)} · ${t('open_group')}`;
  return [nameOf(node), otherName(node), node.kind === 'practice' ? placesWord(node.shared) : t(node.kind)].filter(Boolean).join(' · ');
}

function edgeTip(edge) {
  const years = edge.entries.map((entry) => entry.year).filter(Boolean).join(', ');
  const ends = `${nameOf(NODES[edge.source])} — ${nameOf(NODES[edge.target])}`;
  return [ends, relationWord(edge), years].filter(Boolean).join(' · ');
}

// What a line says, in words: a status, or how much two ends have in common.
function relationWord(edge) {
  if (edge.kind === 'alike') return t('alike_row', commonPractices(edge.source, edge.target).length, Math.round(edge.likeness * 100));
  if (edge.kind === 'together') return t('together_row', edge.number);
  if (edge.kind === 'bundle') return t('bundle_row', edge.number);
  return t(edge.status || edge.kind);
}

const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function canvasKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const node = state.selected && state.selected.node;
  const keys = {
    '+': () => zoomBy(1.3), '=': () => zoomBy(1.3), '-': () => zoomBy(1 / 1.3), 0: () => fitView(),
    Escape: () => pick(null),
    Enter: () => state.selected && (node !== undefined && node !== null && isGroup(node) ? toggleGroup(node) : byId('panel').focus()),
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
  const from = spot && spot.node !== undefined && seen.nodes.has(spot.node) ? spotOf(spot.node) : null;
  let best = from ? null : Math.min(...seen.nodes);
  let least = Infinity;
  if (from) {
    for (const node of seen.nodes) {
      const x = spotOf(node).x - from.x;
      const y = spotOf(node).y - from.y;
      const ahead = x * dx + y * dy;
      const aside = Math.abs(x * dy + y * dx);
      if (ahead > 1 && ahead + 2 * aside < least) [best, least] = [node, ahead + 2 * aside];
    }
  }
  if (best === null || !Number.isFinite(best)) return;
  pick({ node: best });
  bringIntoView(best);
  say(nodeTip(NODES[best]));
}
