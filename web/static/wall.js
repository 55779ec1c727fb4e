// A wall does not scroll and its letters stay large: what does not fit goes to
// further pages, which turn by themselves until somebody turns or holds them, or
// the facilitator pauses. Without this file the page scrolls.
(function () {
  'use strict';

  var leaves = [], leaf = 0, turned = 0, holding = false, read = '';
  var turnEvery = 20000;
  function wall() { return document.querySelector('.wall .main'); }
  function fits() { return document.documentElement.scrollHeight <= window.innerHeight; }
  function reveal(parts) {
    wall().querySelectorAll('[data-part]').forEach(function (p) { p.hidden = parts.indexOf(p) < 0; });
    wall().querySelectorAll('[data-frame]').forEach(function (f) { f.hidden = !f.querySelector('[data-part]:not([hidden])'); });
  }
  // charts makes their smallest letters, of 12 pixels, as large as the rest, as
  // far as a drawing stays wide enough for names at the ends of its lines.
  var least = 562;
  function charts(wide) {
    var size = parseFloat(getComputedStyle(wall()).fontSize);
    var room = wall().querySelector('.wall__page').clientWidth - 2 * size;
    wall().querySelectorAll('.chart').forEach(function (box) { box.style.zoom = wide ? Math.min(size / 12, room / least) : 1; watch(box); });
  }
  // A chart is drawn a moment later, and may be higher then.
  var watched = new WeakSet();
  var watcher = new ResizeObserver(function () { requestAnimationFrame(fit); });
  function watch(box) { if (!watched.has(box)) { watched.add(box); watcher.observe(box); } }
  function fit() {
    var el = wall();
    if (!el) { return; }
    var step = el.querySelector('[data-step]').dataset.step;
    if (step !== read) { read = step; leaf = 0; holding = false; turned = Date.now(); }
    var parts = Array.from(el.querySelectorAll('[data-part]'));
    var pages = el.querySelector('[data-pages]');
    var wide = window.matchMedia('(min-width: 56rem)').matches;
    el.style.fontSize = '';
    charts(wide);
    if (pages) { pages.hidden = true; }
    reveal(parts);
    leaves = [parts];
    if (!wide) { return; }
    if (pages && parts.length > 1 && !fits()) {
      number(pages, 9, 9);
      pages.hidden = false;
      leaves = split(parts);
      pages.hidden = leaves.length < 2;
    }
    leaf = Math.min(leaf, leaves.length - 1);
    lay();
  }
  function number(pages, n, of) { pages.querySelector('[data-page]').textContent = n + ' / ' + of; }
  // split fills page after page. Things of one kind, such as the rows of a table,
  // stay together where a page has room for them, and are shared out evenly else.
  function split(parts) {
    var out = [[]];
    kinds(parts).forEach(function (kind) {
      var page = out[out.length - 1];
      if (holds(page.concat(kind))) { out[out.length - 1] = page.concat(kind); return; }
      if (!page.length) { out.pop(); }
      shares(kind).forEach(function (share) { out.push(share); });
    });
    return out;
  }
  function holds(parts) { reveal(parts); return fits(); }
  function kinds(parts) {
    var out = [];
    parts.forEach(function (p) {
      var last = out[out.length - 1];
      if (last && last[0].parentElement === p.parentElement && p.parentElement.closest('[data-frame]')) { last.push(p); } else { out.push([p]); }
    });
    return out;
  }
  function shares(kind) {
    var most = kind.length, out = [];
    while (most > 1 && !holds(kind.slice(0, most))) { most -= 1; }
    var each = Math.ceil(kind.length / Math.ceil(kind.length / most));
    for (var at = 0; at < kind.length; at += each) { out.push(kind.slice(at, at + each)); }
    return out;
  }
  // lay shows the page that is on. One thing that is too large alone is made smaller.
  function lay() {
    var pages = wall().querySelector('[data-pages]');
    wall().style.fontSize = '';
    reveal(leaves[leaf]);
    if (pages) { number(pages, leaf + 1, leaves.length); pages.querySelector('[data-hold]').setAttribute('aria-pressed', holding); }
    for (var scale = 95; scale >= 55 && !fits(); scale -= 5) { wall().style.fontSize = scale + '%'; }
  }
  function turn(by) {
    leaf = (leaf + by + leaves.length) % leaves.length;
    turned = Date.now();
    lay();
  }
  setInterval(function () {
    if (wall() && leaves.length > 1 && !holding && !document.querySelector('[data-clock][data-paused="1"]') && Date.now() - turned > turnEvery) { turn(1); }
  }, 1000);
  document.addEventListener('click', function (event) {
    var button = event.target.closest('[data-turn],[data-hold]');
    if (!button) { return; }
    holding = button.matches('[data-hold]') ? !holding : true;
    turn(Number(button.dataset.turn || 0));
  });
  document.addEventListener('keydown', function (event) {
    var by = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
    if (by && wall() && leaves.length > 1 && !event.altKey && !event.ctrlKey && !event.metaKey) { holding = true; turn(by); }
  });
  window.addEventListener('resize', fit);
  document.addEventListener('opmaat:swapped', fit);
  if (document.fonts) { document.fonts.ready.then(fit); }
  fit();
}());
