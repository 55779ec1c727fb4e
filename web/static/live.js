// A page of a running workshop follows its session: it hears that something
// changed, fetches itself again and puts the new content in place of the old.
// What is typed, opened and in focus stays. Without this file the page works by
// plain forms and loads again by itself where it waits.
(function () {
  'use strict';
  if (!document.querySelector('[data-session^="/"]') || !window.fetch) { return; }

  var trusted = window.trustedTypes && window.trustedTypes.createPolicy('opmaat-live', { createHTML: function (html) { return html; } });
  function parse(html) { return new DOMParser().parseFromString(trusted ? trusted.createHTML(html) : html, 'text/html'); }

  var beat = 25000;      // silence after which a stream is given up
  var pollEvery = 3000;  // when streams do not get through
  var again = 30000;     // until a stream is tried again
  var source = null, heard = 0, fails = 0, group = '', timer = 0, retry = 0, tag = '', skew = 0, online = true;
  var calm = 1000;       // between two pages of the same phase
  var spread = 300;      // chance, so that rooms and phones do not all fetch at once
  var due = 0, fetched = 0;
  var latest = null, fetching = false, wanted = false, sending = 0;

  function session() { return document.querySelector('[data-session^="/"]'); }
  function address() { return session().dataset.session; }

  var voice = document.createElement('p');
  voice.className = 'hidden';
  voice.setAttribute('role', 'status');
  document.body.appendChild(voice);
  function announce(text) { if (voice.textContent !== text) { voice.textContent = text; } }

  // The stream.
  function open() {
    close();
    if (!session()) { return; }
    group = session().dataset.group;
    if (!window.EventSource || fails > 1) { poll(); retry = setTimeout(function () { fails = 1; open(); }, again + Math.random() * 5000); return; }
    heard = Date.now();
    source = new EventSource(address() + '/events');
    source.addEventListener('state', function (event) { alive(); hear(JSON.parse(event.data)); });
    source.addEventListener('beat', function (event) { alive(); skew = Number(event.data) - Date.now(); });
    source.addEventListener('bye', function () { close(); retry = setTimeout(open, Math.random() * 5000); });
    source.onerror = lost;
  }
  function alive() { heard = Date.now(); fails = 0; show(true); }
  function lost() {
    close();
    fails += 1;
    if (fails > 1) { show(false); }
    retry = setTimeout(open, fails > 1 ? 0 : 1000 + Math.random() * 1000);
  }
  function close() {
    clearTimeout(timer);
    clearTimeout(retry);
    if (source) { source.onerror = null; source.close(); source = null; }
  }
  setInterval(function () { if (source && Date.now() - heard > beat) { lost(); } }, 2000);

  // Without a stream: ask every few seconds whether anything changed.
  function poll() {
    if (!session()) { return; }
    fetch(address() + '/state', { headers: tag ? { 'If-None-Match': tag } : {} }).then(function (answer) {
      if (answer.status >= 400 && answer.status < 429) { fetchPage(); return null; } // the page says why
      if (answer.status !== 200 && answer.status !== 304) { throw new Error('later'); }
      show(true);
      skew = Number(answer.headers.get('Opmaat-Now')) - Date.now();
      tag = answer.headers.get('ETag') || '';
      return answer.status === 200 ? answer.json().then(hear) : null;
    }).catch(function () { show(false); }).finally(function () { clearTimeout(timer); timer = setTimeout(poll, pollEvery + Math.random() * 500); });
  }

  // Coming back: whatever the network believes, look again.
  function back() { fails = 0; tag = ''; open(); fetchPage(); }
  document.addEventListener('visibilitychange', function () { if (!document.hidden) { back(); } });
  document.addEventListener('resume', back);
  window.addEventListener('pageshow', function (event) { if (event.persisted) { back(); } });
  window.addEventListener('online', back);
  window.addEventListener('pagehide', close);

  function show(now) {
    online = now;
    var note = document.querySelector('[data-offline]');
    if (note && note.hidden !== now) { note.hidden = now; if (!now) { announce(note.textContent); } }
  }

  function hear(notice) {
    latest = notice;
    apply();
    if (stale()) { soon(String(notice.version) !== session().dataset.version); }
  }

  // soon fetches the page: at once when the phase changed, else at most once a
  // second, because a large room changes something all the time.
  function soon(now) {
    if (due && !now) { return; }
    clearTimeout(due);
    due = setTimeout(function () { due = 0; if (stale()) { fetchPage(); } }, now ? 0 : Math.max(0, fetched + calm - Date.now()) + Math.random() * spread);
  }
  function stale() { return latest && session() && latest.page !== session().dataset.key; }

  // What changes within a page.
  function apply() {
    var el = session();
    if (!el || !latest) { return; }
    var clock = el.querySelector('[data-clock]');
    if (clock && String(latest.version) === el.dataset.version) {
      clock.dataset.deadline = latest.deadline || 0;
      clock.dataset.left = latest.left || 0;
      clock.dataset.paused = latest.paused ? '1' : '';
      tick();
    }
    el.querySelectorAll('[data-progress]').forEach(function (p) {
      var text = p.dataset.progress.replace('{n}', latest.voted).replace('{of}', latest.of).replace('{joined}', latest.joined);
      if (p.textContent !== text) { p.textContent = text; }
    });
  }

  // The clock counts on its own between notices. Zero sends nothing.
  function tick() {
    document.querySelectorAll('[data-clock]').forEach(function (clock) {
      var paused = clock.dataset.paused === '1';
      var left = paused ? Number(clock.dataset.left) : Number(clock.dataset.deadline) - Date.now() - skew;
      var on = Number(paused ? clock.dataset.left : clock.dataset.deadline) > 0;
      var seconds = Math.max(0, Math.ceil(left / 1000));
      var text = !on ? (paused ? clock.dataset.still : '') : seconds === 0 ? clock.dataset.over : Math.floor(seconds / 60) + ':' + String(seconds % 60).padStart(2, '0') + (paused ? ' · ' + clock.dataset.still : '');
      clock.hidden = text === '';
      clock.classList.toggle('clock--over', on && seconds === 0);
      clock.classList.toggle('clock--soon', on && seconds > 0 && seconds <= 20);
      var place = clock.querySelector('[data-clock-text]');
      if (place.textContent !== text) { place.textContent = text; }
    });
    document.querySelectorAll('[data-since]').forEach(function (el) {
      var text = el.dataset.text.replace('{n}', Math.max(0, Math.floor((Date.now() + skew - Number(el.dataset.since)) / 60000)));
      if (el.textContent !== text) { el.textContent = text; }
    });
  }
  setInterval(tick, 1000);

  function fetchPage() {
    if (fetching || sending) { wanted = true; return; }
    fetching = true;
    fetched = Date.now();
    wanted = false;
    fetch(location.pathname, { headers: { Accept: 'text/html' }, cache: 'no-store' }).then(function (answer) {
      if (answer.status >= 500 || answer.status === 429) { throw new Error('later'); }
      return answer.text().then(function (html) { put(html); fetching = false; if (wanted) { fetchPage(); } });
    }).catch(function () { fetching = false; setTimeout(function () { if (!fetching) { fetchPage(); } }, 2000 + Math.random() * 1000); });
  }

  // While something is pressed or a list is open the page stands still: a button
  // that goes away between press and release does nothing.
  var pressed = 0, held = '';
  function put(html) { if (pressed) { held = html; } else { swap(html); } }
  function press() {
    clearTimeout(pressed);
    pressed = setTimeout(release, 10000);
  }
  function release() {
    clearTimeout(pressed);
    pressed = 0;
    if (held) { var html = held; held = ''; swap(html); }
  }
  function releaseSoon(event) { // after the click that follows
    if (!pressed || event.type !== 'change' && event.target.closest && event.target.closest('select')) { return; }
    clearTimeout(pressed);
    pressed = setTimeout(release, 100);
  }
  document.addEventListener('pointerdown', press, true);
  document.addEventListener('keydown', function (event) { if (event.key === ' ') { press(); } }, true);
  ['pointerup', 'pointercancel', 'keyup', 'change'].forEach(function (type) { document.addEventListener(type, releaseSoon, true); });

  // swap puts a new page in place of the one that is shown.
  function swap(html) {
    var page = parse(html);
    var fresh = page.getElementById('main');
    if (!fresh) { location.reload(); return; }
    var old = document.getElementById('main');
    var kept = typed(old);
    var opened = Array.from(old.querySelectorAll('details[id][open]')).map(function (d) { return d.id; });
    var active = document.activeElement;
    var at = active && old.contains(active) ? active.id : '';
    var top = at ? active.getBoundingClientRect().top : 0;
    var place = at && 'selectionStart' in active ? [active.selectionStart, active.selectionEnd] : null;
    var phase = session() ? session().dataset.step : '';
    var more = Array.from(page.querySelectorAll('head script')).some(function (s) { return !document.querySelector('head script[src="' + s.getAttribute('src') + '"]'); });
    if (more) { location.reload(); return; } // such as the first page with charts
    old.replaceWith(fresh);
    document.querySelectorAll('[data-top]').forEach(function (bar, i) { var other = page.querySelectorAll('[data-top]')[i]; if (other) { bar.replaceWith(other); } });
    document.title = page.title;
    document.documentElement.lang = page.documentElement.lang;
    document.body.className = page.body.className;
    var lost = restore(fresh, kept);
    opened.forEach(function (id) { var d = document.getElementById(id); if (d) { d.open = true; } });
    show(online);
    apply();
    tick();
    document.dispatchEvent(new Event('opmaat:swapped'));
    var moved = !session() || session().dataset.step !== phase;
    if (lost) { say(fresh.querySelector('[data-lost]'), lost); }
    var field = at && document.getElementById(at);
    if (field && !moved) {
      field.focus({ preventScroll: true });
      if (place && place[0] !== null) { try { field.setSelectionRange(place[0], place[1]); } catch (e) { /* a field without a cursor */ } }
      window.scrollBy({ top: field.getBoundingClientRect().top - top, behavior: 'instant' });
    }
    if (moved) {
      window.scrollTo({ top: 0, behavior: 'instant' });
      var h1 = fresh.querySelector('h1');
      if (h1) { announce(h1.textContent); }
    }
    var summary = document.getElementById('summary') || fresh.querySelector('[data-refused]');
    if (summary) { summary.focus(); }
    if (!session()) { close(); return; }
    if (session().dataset.group !== group) { open(); }
  }

  // typed are the fields that a person changed and did not send. Boxes to choose
  // some of belong together: when one was changed, all stay as they are, or those
  // of somebody else at the table would mix with them.
  function typed(root) {
    var kept = [], changed = {};
    function group(f) {
      var kind = f.type === 'checkbox' && f.form ? f.form.querySelector('[name=do]') : null;
      return kind ? kind.value + ' ' + f.name : '';
    }
    root.querySelectorAll('input[type=checkbox]').forEach(function (f) { if (group(f) && f.checked !== f.defaultChecked) { changed[group(f)] = true; } });
    root.querySelectorAll('input[id],textarea[id],select[id]').forEach(function (f) {
      var box = f.type === 'radio' || f.type === 'checkbox';
      if (f.type === 'hidden' || !changed[group(f)] && (box ? f.checked === f.defaultChecked : f.tagName === 'SELECT' || f.value === f.defaultValue)) { return; }
      kept.push({ id: f.id, box: box, value: box ? f.checked : f.value });
    });
    return kept;
  }
  function restore(root, kept) {
    var lost = '';
    kept.forEach(function (k) {
      var f = document.getElementById(k.id);
      if (!f) { if (!k.box && String(k.value).trim() !== '') { lost = String(k.value); } return; }
      if (k.box) { f.checked = k.value; } else { f.value = k.value; }
    });
    return lost;
  }
  function say(place, text) { if (place) { place.hidden = false; place.querySelector('[data-lost-text]').textContent = text; } }

  // Commands go out in the background; a form stays until the server has it.
  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (!form.matches('[data-send]')) { return; }
    event.preventDefault();
    if (form.dataset.busy) { return; }
    var body = new URLSearchParams(new FormData(form));
    if (event.submitter && event.submitter.name) { body.append(event.submitter.name, event.submitter.value); }
    form.dataset.busy = '1';
    sending += 1;
    send(form, body, 0);
  });
  var waits = [1000, 2000, 4000, 8000];
  function send(form, body, n) {
    var stop = new AbortController();
    var late = setTimeout(function () { stop.abort(); }, 12000);
    fetch(form.action, { method: 'POST', body: body, headers: { Accept: 'text/html' }, signal: stop.signal }).then(function (answer) {
      if (answer.status >= 500) { throw new Error('again'); }
      return answer.text().then(function (html) { sent(form, html, answer); });
    }).catch(function () {
      status(form, session() && session().dataset.unsent);
      setTimeout(function () { send(form, body, n + 1); }, waits[Math.min(n, waits.length - 1)]);
    }).finally(function () { clearTimeout(late); });
  }
  function sent(form, html, answer) {
    sending -= 1;
    delete form.dataset.busy;
    if (answer.redirected && new URL(answer.url).pathname !== location.pathname) { location.assign(answer.url); return; }
    if (answer.ok) { clean(form); if (form.closest('details[id]') && form.closest('.live')) { form.closest('details[id]').open = false; } }
    held = '';
    swap(html);
    if (answer.ok) { confirm(); }
    if (wanted && stale()) { fetchPage(); }
    wanted = false;
  }
  // confirm shows that what was sent is there, wherever the page stands now.
  function confirm() {
    var done = document.querySelector('.panel--done');
    if (!done) { return; }
    var at = done.getBoundingClientRect();
    if (at.top < 0 || at.bottom > window.innerHeight) { done.scrollIntoView({ block: 'center', behavior: 'instant' }); }
    announce(done.textContent);
  }
  // clean says that what a form holds was sent, so that it is not kept as typed.
  function clean(form) {
    Array.from(form.elements).forEach(function (f) {
      if (f.type === 'radio' || f.type === 'checkbox') { f.defaultChecked = f.checked; } else if ('defaultValue' in f) { f.defaultValue = f.value; }
    });
  }
  function status(form, text) {
    var place = form.querySelector('[data-status]') || document.querySelector('[data-status]');
    if (place && text) { place.textContent = text; }
    announce(text || '');
  }

  open();
  tick();
}());
