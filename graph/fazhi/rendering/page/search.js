// Search by any part of a Chinese name, of the English one, of a variant, or of the pinyin.
const input = byId('search');
const found = byId('found');
let active = -1;

for (const node of NODES) {
  const syllables = (node.pinyin || '').split(' ');
  node.keys = [node.name, node.english || '', ...(node.variants || []), node.code || '', syllables.join(''),
    syllables.map((part) => (/^[a-zü]+$/.test(part) ? part[0] : part)).join('')].map((key) => key.toLowerCase());
}

// Where a node's best key is hit: 0 the whole name, then its beginning, its inside, then other keys.
function rankOf(node, words) {
  let best = Infinity;
  node.keys.forEach((key, index) => {
    const place = key.indexOf(words);
    if (place >= 0) best = Math.min(best, key === words ? 0 : (place ? 2 : 1) + (index ? 2 : 0));
  });
  return best;
}

function find(text) {
  const words = text.trim().toLowerCase().replace(/[“”"'\s]+/g, ' ').trim();
  if (!words) return [];
  return NODES.map((node, index) => [rankOf(node, words), index]).filter(([rank]) => rank < Infinity)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]).slice(0, 40).map(([, index]) => index);
}

function showFound() {
  const hits = find(input.value);
  const open = input.value.trim() !== '';
  found.hidden = !open;
  input.setAttribute('aria-expanded', String(open && hits.length > 0));
  input.removeAttribute('aria-activedescendant');
  active = -1;
  found.replaceChildren(...hits.map(option));
  if (!open) return;
  const words = hits.length ? t('found', hits.length) : t('not_found', input.value.trim().slice(0, 30));
  if (!hits.length) found.append(el('li', { class: 'note', role: 'option', 'aria-disabled': 'true' }, words));
  say(words);
}

function option(index, order) {
  const node = NODES[index];
  const press = (event) => { event.preventDefault(); take(index); };
  return el('li', { role: 'option', id: `found-${order}`, 'data-index': index, 'aria-selected': 'false', onpointerdown: press },
    nodeShape(node.kind, node.candidate, 14), named(nameOf(node)), el('span', { class: 'note' }, otherName(node)));
}

function closeFound() {
  found.hidden = true;
  input.setAttribute('aria-expanded', 'false');
}

function take(index) {
  input.value = '';
  closeFound();
  visit(index);
}

function move(by) {
  const items = [...found.querySelectorAll('[data-index]')];
  if (!items.length) return;
  active = (active + by + items.length) % items.length;
  items.forEach((item, index) => item.setAttribute('aria-selected', String(index === active)));
  items[active].scrollIntoView({ block: 'nearest' });
  input.setAttribute('aria-activedescendant', items[active].id);
}

input.addEventListener('input', showFound);
input.addEventListener('blur', closeFound);
input.addEventListener('focus', () => input.value && showFound());
input.addEventListener('keydown', (event) => {
  if (event.isComposing) return;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') move(event.key === 'ArrowDown' ? 1 : -1);
  else if (event.key === 'Enter') {
    const hit = found.querySelectorAll('[data-index]')[Math.max(active, 0)];
    if (hit) take(Number(hit.dataset.index));
  } else if (event.key === 'Escape' && input.value) {
    input.value = '';
    closeFound();
  } else return;
  event.preventDefault();
});
