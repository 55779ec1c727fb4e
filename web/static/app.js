// Small comforts on top of pages that work without this file.
(function () {
  'use strict';

  // parse reads a page that our own server sent.
  var trusted = window.trustedTypes && window.trustedTypes.createPolicy('opmaat', { createHTML: function (html) { return html; } });
  function parse(html) { return new DOMParser().parseFromString(trusted ? trusted.createHTML(html) : html, 'text/html'); }

  // Saving an answer keeps the form on the page until the server has it.
  var form = document.querySelector('[data-question]');
  if (form && window.fetch) { form.addEventListener('submit', save); }

  var waits = [1000, 2000, 4000, 8000];
  var busy = false;

  function save(event) {
    if (event.submitter && event.submitter.name === 'switch') { return; }
    event.preventDefault();
    if (busy) { return; }
    busy = true;
    attempt(new URLSearchParams(new FormData(form)), 0);
  }

  function attempt(body, n) {
    say(n === 0 ? '' : form.dataset.textRetry);
    var slow = setTimeout(function () { say(n === 0 ? form.dataset.textSaving : form.dataset.textRetry); }, 600);
    var stop = new AbortController();
    var late = setTimeout(function () { stop.abort(); }, 15000);
    fetch(form.action, { method: 'POST', body: body, headers: { Accept: 'application/json' }, signal: stop.signal })
      .then(function (answer) {
        if (answer.status >= 500) { throw new Error('again'); }
        if (!answer.ok) { return answer.text().then(refused); }
        return answer.json().then(function (next) { location.assign(next.next); });
      })
      .catch(function () {
        if (n < waits.length) { say(form.dataset.textRetry); setTimeout(function () { attempt(body, n + 1); }, waits[n]); return; }
        busy = false;
        say(form.dataset.textFailed);
      })
      .finally(function () { clearTimeout(slow); clearTimeout(late); });
  }

  // An answer that is refused comes back as a page. Showing it in place keeps it
  // out of the history, where going back to it would ask to send the form again.
  function refused(html) {
    var page = parse(html);
    busy = false;
    if (!page.querySelector('main [data-question]')) { form.submit(); return; }
    document.querySelector('main').replaceWith(page.querySelector('main'));
    document.title = page.title;
    form = document.querySelector('[data-question]');
    form.addEventListener('submit', save);
    lead();
  }

  function say(text) {
    var status = form.querySelector('[data-status]');
    if (status.textContent !== text) { status.textContent = text; }
  }

  // A page from the back-forward cache must accept the next save.
  window.addEventListener('pageshow', function () { busy = false; if (form) { say(''); } });

  // What if: the answer changes in place; the address follows, so that back, reload and sharing work.
  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (!form.matches('[data-whatif]') || !window.fetch || !window.history.pushState) { return; }
    event.preventDefault();
    fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), headers: { Accept: 'application/json' } })
      .then(function (answer) { if (!answer.ok) { throw new Error('refused'); } return answer.json(); })
      .then(function (next) { return fetch(next.next).then(function (page) { return page.text(); }).then(function (html) { swap(next.next, html); }); })
      .catch(function () { form.submit(); });
  });
  // A step to another place on the same page, such as past the header, is no step back.
  var shown = location.pathname;
  window.addEventListener('popstate', function () { if (location.pathname !== shown && document.querySelector('[data-live]')) { location.reload(); } });

  // swap puts the new answer of our own server in place of the old one; the focus
  // stays where it was, at the same height of the window.
  function swap(address, html) {
    var page = parse(html);
    var fresh = page.getElementById('main');
    var more = Array.from(page.querySelectorAll('head script')).some(function (s) { return !document.querySelector('head script[src="' + s.getAttribute('src') + '"]'); });
    if (!fresh || more) { location.assign(address); return; } // such as the first answer with charts
    var at = document.activeElement.id;
    var top = document.activeElement.getBoundingClientRect().top;
    document.getElementById('main').replaceWith(fresh); // moved, not copied: a copied data block is refused by the policy
    document.title = page.title;
    if (address !== shown) { window.history.pushState(null, '', address); }
    shown = address;
    document.dispatchEvent(new Event('opmaat:swapped'));
    var note = document.querySelector('[data-live-status]');
    var button = at && document.getElementById(at) || document.querySelector('[data-whatif] button[type=submit]');
    if (note) { note.textContent = document.querySelector('#main h1').textContent; }
    if (button) {
      button.focus({ preventScroll: true });
      window.scrollBy({ top: button.getBoundingClientRect().top - top, behavior: 'instant' });
    }
  }

  // An error summary takes the focus, so that it is read first.
  function lead() {
    var summary = document.getElementById('summary');
    if (!summary) { return; }
    summary.focus();
    summary.addEventListener('click', function (event) {
      var link = event.target.closest('a');
      var field = link && document.getElementById(link.hash.slice(1));
      var control = field && (field.matches('input,select,textarea') ? field : field.querySelector('input,select,textarea'));
      if (control) { event.preventDefault(); control.focus(); }
    });
  }
  lead();

  // Copy the link.
  var copy = document.querySelector('[data-copy-from]');
  if (copy && navigator.clipboard) {
    document.querySelector('[data-copy]').hidden = false;
    copy.addEventListener('click', function () {
      navigator.clipboard.writeText(document.getElementById(copy.dataset.copyFrom).value).then(function () {
        document.querySelector('[data-copy-status]').textContent = copy.dataset.copied;
      });
    });
  }
  var select = document.querySelector('[data-select]');
  if (select) { select.addEventListener('focus', function () { select.select(); }); }

  // Moves in a round of the game: say what they cost together.
  function spend() { document.querySelectorAll('form[data-effort]').forEach(count); }
  document.addEventListener('change', function (event) { if (event.target.closest('form[data-effort]')) { spend(); } });
  document.addEventListener('opmaat:swapped', spend);
  spend();

  function count(moves) {
    var status = moves.querySelector('[data-effort-status]');
    if (!status) { return; }
    var chosen = moves.querySelectorAll('[data-cost]:checked');
    var cost = Array.from(chosen).reduce(function (sum, move) { return sum + Number(move.dataset.cost); }, 0);
    var many = chosen.length > Number(moves.dataset.most);
    var over = cost > Number(moves.dataset.effort);
    var text = (many ? status.dataset.many : over ? status.dataset.over : status.dataset.text).replace('{n}', many ? chosen.length : cost);
    if (status.textContent !== text) { status.textContent = text; }
    status.classList.toggle('effort--over', many || over);
  }

  // A report takes a moment the first time: say so until it is there, and make it once.
  var making = false;
  document.addEventListener('click', function (event) {
    var link = event.target.closest('a[data-report]');
    if (!link || !window.fetch || event.button || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    event.preventDefault();
    make(link.closest('[data-reports]'), link.closest('.row, [data-reports]'), link.href);
  });
  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (!form.matches('[data-report-form]') || !window.fetch) { return; }
    event.preventDefault();
    make(form.closest('[data-reports]'), form, form.action, { method: 'POST', body: new FormData(form) });
  });
  window.addEventListener('pageshow', function () { making = false; });

  function make(words, near, address, options) {
    if (making) { return; }
    making = true;
    var status = near.querySelector('[data-report-status]');
    var tell = function (text) { status.textContent = text; };
    tell(words.dataset.making);
    fetch(address, options)
      .then(function (answer) {
        if (!answer.ok) { return answer.text().then(function (html) { tell(unmade(html) || words.dataset.failed); }); }
        return answer.blob().then(function (file) { keep(file, nameOf(answer)); tell(words.dataset.made); });
      })
      .catch(function () { tell(words.dataset.failed); })
      .finally(function () { making = false; });
  }

  // unmade shows a form that is refused in place, with the logo still chosen, and
  // gives the sentence of any other page.
  function unmade(html) {
    var page = parse(html);
    var fresh = page.querySelector('main [data-report-form]') && page.querySelector('main');
    var said = page.querySelector('main .lead');
    if (!fresh) { return said && said.textContent; }
    var logo = document.getElementById('logo');
    if (!page.getElementById('error-logo')) { fresh.querySelector('#logo').files = logo.files; }
    document.querySelector('main').replaceWith(fresh);
    document.title = page.title;
    lead();
    return ' ';
  }

  function nameOf(answer) {
    var head = answer.headers.get('Content-Disposition') || '';
    var wide = /filename\*=UTF-8''([^;]+)/.exec(head);
    var plain = /filename="([^"]+)"/.exec(head);
    return wide ? decodeURIComponent(wide[1]) : plain ? plain[1] : 'report';
  }

  function keep(file, name) {
    var link = document.createElement('a');
    link.href = URL.createObjectURL(file);
    link.download = name;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 60000);
  }

  // A form that was refused, or shown in another language, is the answer to a
  // POST, and going back to it would ask to send it again. Under the same address
  // stands the same page to ask for.
  var posted = document.querySelector('main form[method=post]');
  if (posted && (posted.id === 'round' || document.getElementById('summary')) && posted.getAttribute('action') === location.pathname) {
    window.history.replaceState(window.history.state, '');
  }

  // Tables beside charts fold away where scripts draw the charts.
  document.querySelectorAll('details[data-fold]').forEach(function (table) { table.open = false; });

  var print = document.querySelector('[data-print]');
  if (print) { print.hidden = false; print.addEventListener('click', function () { window.print(); }); }
}());
