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

  // colours maps the colours of the option to those that the style sheet gives
  // now. A property that is not set leaves its colour as it is.
  function colours(box, pairs) {
    var probe = document.createElement('span');
    var page = getComputedStyle(box);
    var map = {};
    probe.hidden = true;
    box.appendChild(probe);
    pairs.forEach(function (pair) {
      var property = pair[1];
      var colour = '';
      if (property === 'surface') {
        colour = ground(box);
      } else if (page.getPropertyValue(property).trim()) {
        probe.style.color = 'var(' + property + ')';
        colour = getComputedStyle(probe).color;
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

  function size(item, width) {
    var height = item.settings.height;
    return { width: width, height: width < item.settings.breakpoint ? height.narrow : height.wide };
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
  }

  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', run);
  } else {
    run();
  }
})();
