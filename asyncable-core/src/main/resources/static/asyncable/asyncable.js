/*
 * What htmx leaves to a live page. Without scripts a page is whole, only not live.
 *
 * The element with data-live (the layout's fragment "live", hidden until this script runs) asks for
 * the page again by its hx- attributes, and htmx replaces the parts that hx-select-oob names. Here
 * stands when it may not:
 *   - nothing is asked for while updates are paused, which the browser remembers, or the tab is hidden;
 *   - a part stays as it is while the focus or a selection of text is in it, and while a field in it
 *     holds text, a box is ticked or a <details> open. The other parts go on. A <details> with an id
 *     holds nothing up: it stays open, or closed, in what comes.
 * And what is told, in data-live-status: the text of the elements with data-live-announce when it has
 * changed, and that a page is not up to date.
 */
(() => {
  'use strict';

  const PAUSED = 'asyncable.paused';
  const BEHIND = 'Not up to date: ';
  let pausedHere = false;

  function paused() {
    try {
      return localStorage.getItem(PAUSED) === 'yes';
    } catch (forbidden) {
      return pausedHere;
    }
  }

  function remember(pause) {
    pausedHere = pause;
    try {
      localStorage.setItem(PAUSED, pause ? 'yes' : 'no');
    } catch (forbidden) {
      // Then it holds for this page only.
    }
  }

  // Not only what was typed on this page: a form that was refused comes back with its text.
  function filled(field) {
    return field.type === 'checkbox' ? field.checked : field.type !== 'hidden' && field.value !== '';
  }

  function inUse(part) {
    const selection = document.getSelection();
    return part.contains(document.activeElement)
      || (selection && !selection.isCollapsed && selection.containsNode(part, true))
      || part.querySelector('details[open]:not([id])') !== null
      || [...part.querySelectorAll('input, textarea')].some(filled);
  }

  function openAgain(part, coming) {
    part.querySelectorAll('details[id]').forEach(({id, open}) => {
      const same = coming.getElementById(id);
      if (same) {
        same.open = open;
      }
    });
  }

  // Without its times, which change with every turn, a text is new only when something has happened.
  function announced(except) {
    return [...document.querySelectorAll('[data-live-announce]')]
      .map((element) => {
        const copy = element.cloneNode(true);
        if (except) {
          copy.querySelectorAll(except).forEach((part) => part.remove());
        }
        return copy.textContent.replace(/\s+/g, ' ').trim();
      })
      .join(' ');
  }

  function keepLive(live) {
    const button = live.querySelector('[data-live-pause]');
    const status = live.querySelector('[data-live-status]');
    const scrolls = new Map();
    let before = '';

    const say = (sentence) => {
      if (status.textContent !== sentence) {
        status.textContent = sentence;
      }
    };
    const show = () => {
      button.textContent = paused() ? 'Resume updates' : 'Pause updates';
      say(paused() ? 'Paused.' : '');
    };
    const isThisPage = (answer) =>
      new URL(answer.responseURL).pathname
        === new URL(live.getAttribute('hx-get'), location.href).pathname;

    live.addEventListener('htmx:beforeRequest', (event) => {
      if (paused() || document.hidden) {
        event.preventDefault();
      }
    });
    live.addEventListener('htmx:beforeSwap', ({detail}) => {
      if (detail.shouldSwap && !isThisPage(detail.xhr)) {
        detail.shouldSwap = false;
        say(BEHIND + 'the server answers with another page. Reload this one.');
      }
      detail.shouldSwap = detail.shouldSwap && !paused();
      before = announced('time');
    });
    document.addEventListener('htmx:oobBeforeSwap', ({detail}) => {
      const part = detail.target;
      openAgain(part, detail.fragment);
      detail.shouldSwap = !inUse(part)
        && part.innerHTML !== detail.fragment.firstElementChild.innerHTML;
      if (detail.shouldSwap) {
        scrolls.set(part.id, [...part.querySelectorAll('.wide')].map((box) => box.scrollLeft));
      }
    });
    live.addEventListener('htmx:afterSwap', () => {
      scrolls.forEach((lefts, id) => document.querySelectorAll('#' + id + ' .wide')
        .forEach((box, i) => { box.scrollLeft = lefts[i] || 0; }));
      scrolls.clear();
      if (announced('time') !== before) {
        say(announced());
      } else if (status.textContent.startsWith(BEHIND)) {
        say('');
      }
    });
    live.addEventListener('htmx:responseError', () =>
      say(BEHIND + 'the server answers with an error. Reload the page.'));
    ['htmx:sendError', 'htmx:timeout'].forEach((silence) =>
      live.addEventListener(silence, () => say(BEHIND + 'the server does not answer.')));

    // Before htmx, which then asks for what was missed.
    button.addEventListener('click', () => {
      remember(!paused());
      show();
    });
    show();
    live.hidden = false;
  }

  const live = document.querySelector('[data-live]');
  if (live && window.htmx) {
    keepLive(live);
  }
})();
