// Draws the charts of a page. For each <div data-chart="ID"> it reads the option
// from <script type="application/json" id="ID"> and replaces what is in the box
// only once the drawing has succeeded. It needs the global echarts, and works
// under a strict content security policy with Trusted Types: it never makes
// HTML or script from text.
(function () {
  'use strict';

  var drawn = [];

  function matches(query) {
    return window.matchMedia(query).matches;
  }

  // ground is the colour behind a box: the nearest background that is not
  // transparent, or nothing where no element has one.
  function ground(box) {
    for (var el = box; el; el = el.parentElement) {
      var colour = getComputedStyle(el).backgroundColor;
      if (colour && colour !== 'transparent' && !/(, |\/ ?)0\)$/.test(colour)) {
        return colour;
      }
    }
    return '';
  }

  // mixture is share of one colour and the rest of another, as the server mixes
  // them; nothing where one of them is not in plain red, green and blue.
  function mixture(first, second, share) {
    var a = /^rgba?\((\d+), (\d+), (\d+)/.exec(first);
    var b = /^rgba?\((\d+), (\d+), (\d+)/.exec(second);
    if (!a || !b) {
      return '';
    }
    return 'rgb(' + [1, 2, 3].map(function (i) {
      return Math.min(Math.max(Math.round(a[i] * share + b[i] * (1 - share)), 0), 255);
    }).join(', ') + ')';
  }

  // colours maps the colours of the option to those that the style sheet gives
  // now. A property that is not set leaves its colour as it is.
  function colours(box, pairs) {
    var probe = document.createElement('span');
    var page = getComputedStyle(box);
    var map = {};
    function colourOf(property) {
      if (property === 'surface') {
        return ground(box);
      }
      if (!page.getPropertyValue(property).trim()) {
        return '';
      }
      probe.style.color = 'var(' + property + ')';
      return getComputedStyle(probe).color;
    }
    probe.hidden = true;
    box.appendChild(probe);
    pairs.forEach(function (pair) {
      var colour = colourOf(pair[1]);
      if (pair.length > 2) {
        colour = mixture(colour, colourOf(pair[2]), pair[3]);
      }
      if (colour && !(pair[0] in map)) {
        map[pair[0]] = colour;
      }
    });
    probe.remove();
    return map;
  }

  // recoloured copies an option and changes the colours in it, and only those:
  // a label that happens to read like a colour stays as it is.
  function recoloured(node, map, isColour) {
    if (Array.isArray(node)) {
      return node.map(function (item) {
        return recoloured(item, map, isColour);
      });
    }
    if (node && typeof node === 'object') {
      return Object.keys(node).reduce(function (copy, key) {
        copy[key] = recoloured(node[key], map, /color$/i.test(key));
        return copy;
      }, {});
    }
    return isColour && Object.prototype.hasOwnProperty.call(map, node) ? map[node] : node;
  }

  // options is what ECharts gets: colours of the page, or those of the option
  // itself for paper; the font of the page; movement only where it is welcome.
  function options(item, paper, first) {
    var map = paper ? {} : colours(item.box, item.settings.colours);
    var option = recoloured(item.option, map, false);
    var base = option.baseOption;
    base.animation = first && !paper && !matches('(prefers-reduced-motion: reduce)');
    base.tooltip = Object.assign({}, base.tooltip, { renderMode: 'richText', confine: true });
    base.textStyle = Object.assign({}, base.textStyle, { fontFamily: getComputedStyle(item.box).fontFamily });
    return option;
  }

  // size is how large a drawing is in a box of some width. It can be wider than
  // the box, which then scrolls.
  function size(item, room) {
    var height = item.settings.height;
    var width = Math.max(room, item.settings.minWidth || 0);
    return { width: width, height: width < item.settings.breakpoint ? height.narrow : height.wide };
  }

  // scrolls lets a box that is smaller than its drawing be scrolled sideways, by
  // keyboard too, so that the page need not be.
  function scrolls(item, room) {
    var small = size(item, room).width > room;
    item.box.style.overflowX = small ? 'auto' : '';
    if (small) {
      item.box.tabIndex = 0;
    } else {
      item.box.removeAttribute('tabindex');
    }
  }

  // paint draws an item that is on the page already, at once.
  function paint(item, paper) {
    item.chart.setOption(options(item, paper, false), { notMerge: true, silent: true });
    item.chart.getZr().flush();
  }

  // draw makes the chart in an element of its own and then lets it take the
  // place of what was in the box.
  function draw(item, width) {
    var child = document.createElement('div');
    var chart;
    item.tried = true;
    try {
      chart = echarts.init(child, null, Object.assign({ renderer: 'svg' }, size(item, width)));
      chart.setOption(options(item, false, true));
    } catch (problem) {
      if (chart) {
        chart.dispose();
      }
      console.error('chart ' + item.box.dataset.chart, problem);
      return;
    }
    item.box.replaceChildren(child);
    item.box.dataset.ready = '';
    item.box.style.blockSize = 'auto'; // the drawing knows its height in each layout
    item.chart = chart;
    scrolls(item, width);
    drawn.push(item);
  }

  // fit follows the width of the box. A box without width (folded away) waits.
  function fit(item) {
    var width = Math.floor(item.box.clientWidth);
    if (!width || width === item.width) {
      return;
    }
    item.width = width;
    if (item.chart) {
      item.chart.resize(size(item, width));
      scrolls(item, width);
    } else if (!item.tried) {
      draw(item, width);
    }
  }

  function start(box) {
    var source = document.getElementById(box.dataset.chart);
    if (!source) {
      return;
    }
    try {
      var option = JSON.parse(source.textContent);
      var item = { box: box, option: { baseOption: option.baseOption, media: option.media }, settings: option.opmaat };
      new ResizeObserver(function () {
        fit(item);
      }).observe(box);
      fit(item);
    } catch (problem) {
      console.error('chart ' + box.dataset.chart, problem);
    }
  }

  function repaint() {
    drawn.forEach(function (item) {
      paint(item, false);
    });
  }

  // Paper has room for about this many CSS pixels beside its margins.
  var paperWidth = 640;

  function print(paper) {
    drawn.forEach(function (item) {
      item.chart.resize(size(item, paper ? Math.min(item.width, paperWidth) : item.width));
      paint(item, paper);
    });
  }

  function watch() {
    ['(prefers-color-scheme: dark)', '(forced-colors: active)', '(prefers-contrast: more)'].forEach(function (query) {
      window.matchMedia(query).addEventListener('change', repaint);
    });
    new MutationObserver(repaint).observe(document.documentElement, {
      attributes: true,
      attributeFilter: ['class', 'data-theme'],
    });
    window.addEventListener('beforeprint', function () {
      print(true);
    });
    window.addEventListener('afterprint', function () {
      print(false);
    });
    window.matchMedia('print').addEventListener('change', function (change) {
      print(change.matches);
    });
  }

  function run() {
    if (!window.echarts) {
      return;
    }
    document.querySelectorAll('[data-chart]').forEach(start);
    watch();
    // New content came in place of the old one.
    document.addEventListener('opmaat:swapped', function () {
      drawn.length = 0; // their boxes are gone; dispose would write innerHTML, which the policy refuses
      document.querySelectorAll('[data-chart]').forEach(start);
    });
  }

  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', run);
  } else {
    run();
  }
})();
