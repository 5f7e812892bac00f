/*
 * Keys for the list of records. Each does what the page also shows: a field, a link, a button or a
 * box. The keys are told in the element with data-keys, which without this script is hidden, and
 * can be switched off there; the browser remembers that.
 */
(() => {
  'use strict';

  const OFF = 'asyncable.keys.off';
  const help = document.querySelector('[data-keys]');
  const on = help && help.querySelector('[data-keys-on]');
  let current = 0;

  // The bulk bar then waits for a tick.
  document.documentElement.classList.add('scripted');
  if (!help) {
    return;
  }

  function recall() {
    try {
      return localStorage.getItem(OFF) !== 'yes';
    } catch (forbidden) {
      return true;
    }
  }

  const isOn = () => on.getAttribute('aria-pressed') === 'true';

  function toggle() {
    on.setAttribute('aria-pressed', String(!isOn()));
    try {
      localStorage.setItem(OFF, isOn() ? 'no' : 'yes');
    } catch (forbidden) {
      // Then it holds for this page only.
    }
  }

  const rows = () =>
    [...document.querySelectorAll('#rows .records tbody tr')].filter((row) => row.offsetParent);

  // A live page may have replaced the row; then it is the one in its place.
  function row() {
    const all = rows();
    const focused = all.findIndex((one) => one.contains(document.activeElement));
    current = focused < 0 ? Math.min(current, all.length) : focused + 1;
    return all[current - 1];
  }

  function step(by) {
    row();
    const all = rows();
    const next = all[Math.min(Math.max(current + by, 1), all.length) - 1];
    if (next) {
      next.querySelector('.name a').focus();
    }
  }

  function press(selector) {
    const one = row();
    const control = one && one.querySelector(selector);
    if (control) {
      control.click();
    }
  }

  const KEYS = {
    '/': () => document.querySelector('[name="search"]').focus(),
    j: () => step(1),
    k: () => step(-1),
    o: () => press('.name a'),
    r: () => press('form[action$="/retry"] button'),
    x: () => press('[name="record"]'),
    '?': () => {
      help.open = !help.open;
      help.querySelector('summary').focus();
    },
  };

  const typing = (element) =>
    element.isContentEditable || element.matches('input:not([type="checkbox"]), select, textarea');

  document.addEventListener('keydown', (event) => {
    const act = KEYS[event.key];
    const modified = event.ctrlKey || event.metaKey || event.altKey;
    if (act && isOn() && !modified && !typing(event.target)) {
      event.preventDefault();
      act();
    }
  });
  on.setAttribute('aria-pressed', String(recall()));
  on.addEventListener('click', toggle);
  help.hidden = false;
})();
