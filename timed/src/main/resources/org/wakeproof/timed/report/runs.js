// SPDX-License-Identifier: GPL-2.0-only
// Zooms the lanes: buttons, keys + - and arrows. Without a script they are shown whole.
for (const figure of document.querySelectorAll('figure.lanes')) {
  const plot = figure.querySelector('svg svg');
  const [, , width, height] = plot.getAttribute('viewBox').split(' ').map(Number);
  let left = 0, span = width;
  const show = () => {
    span = Math.min(width, Math.max(width / 2000, span));
    left = Math.min(width - span, Math.max(0, left));
    plot.setAttribute('viewBox', `${left} 0 ${span} ${height}`);
  };
  const zoom = by => { const middle = left + span / 2; span *= by; left = middle - span / 2; show(); };
  const move = part => { left += part * span; show(); };
  const tools = document.createElement('div');
  tools.className = 'tools';
  for (const [label, act] of [['Zoom in', () => zoom(.5)], ['Zoom out', () => zoom(2)], ['Earlier', () => move(-.4)], ['Later', () => move(.4)]]) {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = label;
    button.addEventListener('click', act);
    tools.append(button);
  }
  figure.prepend(tools);
  figure.tabIndex = 0;
  figure.addEventListener('keydown', event => {
    const act = { '+': () => zoom(.5), '-': () => zoom(2), ArrowLeft: () => move(-.2), ArrowRight: () => move(.2) }[event.key];
    if (act) { act(); event.preventDefault(); }
  });
}
