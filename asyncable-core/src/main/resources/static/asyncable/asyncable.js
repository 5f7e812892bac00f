/*
 * Keeps parts of a page up to date. Without this script a page is whole, only not live.
 *
 *   <div id="…" data-live>        The part. Every five seconds the page's own address is asked for
 *                                 again and the children of the element with this id replace the
 *                                 present ones. A page may have several; one request serves all.
 *   data-live="30"                Another number of seconds, taken from the first part of the page.
 *   data-live-announce            Within a part: its text is told to screen readers when it changes.
 *   data-live-control             Beside the parts, hidden until this script runs; contains:
 *   data-live-pause                 a button that pauses and resumes, for the browser's session
 *   data-live-status                where it is said whether the page is up to date
 *
 * A part stays as it is while the tab is hidden, while the focus or a selection of text is in it,
 * and while a field in it is changed, a box checked or a <details> open. The other parts go on.
 */
(() => {
  'use strict';

  const PAUSED = 'asyncable.paused';
  const parts = () => [...document.querySelectorAll('[data-live]')];
  let asking = false;

  function paused() {
    try {
      return sessionStorage.getItem(PAUSED) === 'yes';
    } catch (forbidden) {
      return false;
    }
  }

  function remember(pause) {
    try {
      sessionStorage.setItem(PAUSED, pause ? 'yes' : 'no');
    } catch (forbidden) {
      // Then it holds for this page only.
    }
  }

  function changed(field) {
    if (field.type === 'hidden') {
      return false;
    }
    if (field.type === 'checkbox' || field.type === 'radio') {
      return field.checked !== field.defaultChecked;
    }
    return field.options
      ? field.selectedIndex
        !== Math.max(0, [...field.options].findLastIndex((option) => option.defaultSelected))
      : field.value !== field.defaultValue;
  }

  function inUse(part) {
    const selection = document.getSelection();
    return part.contains(document.activeElement)
      || (selection && !selection.isCollapsed && selection.containsNode(part, true))
      || part.querySelector('details[open]') !== null
      || [...part.querySelectorAll('input, select, textarea')].some(changed);
  }

  function say(sentence) {
    const status = document.querySelector('[data-live-status]');
    if (status && status.textContent !== sentence) {
      status.textContent = sentence;
    }
  }

  function announced(part) {
    return [...part.querySelectorAll('[data-live-announce]')]
      .map((element) => element.textContent.replace(/\s+/g, ' ').trim())
      .join(' ');
  }

  function replace(part, fresh) {
    const before = announced(part);
    if (part.innerHTML === fresh.innerHTML) {
      return;
    }
    const scrolled = [...part.querySelectorAll('.wide')].map((box) => box.scrollLeft);
    part.replaceChildren(...fresh.childNodes);
    part.querySelectorAll('.wide').forEach((box, i) => { box.scrollLeft = scrolled[i] || 0; });
    if (window.htmx) {
      window.htmx.process(part);
    }
    if (announced(part) !== before) {
      say(announced(part));
    }
  }

  async function refresh() {
    if (asking || paused() || document.hidden || parts().every(inUse)) {
      return;
    }
    asking = true;
    try {
      const answer = await fetch(location.href, {headers: {'Accept': 'text/html'}});
      const page = answer.ok && !answer.redirected
        ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null;
      if (page === null) {
        say('Not up to date: the server answers otherwise. Reload the page.');
      } else if (!paused()) {
        let all = true;
        parts().forEach((part) => {
          const fresh = page.getElementById(part.id);
          if (fresh === null) {
            all = false;
          } else if (!inUse(part)) {
            replace(part, document.importNode(fresh, true));
          }
        });
        const status = document.querySelector('[data-live-status]');
        if (all && status && status.textContent.startsWith('Not up to date')) {
          say('');
        }
      }
    } catch (away) {
      say('Not up to date: the server does not answer.');
    } finally {
      asking = false;
    }
  }

  function show(button) {
    button.textContent = paused() ? 'Resume updates' : 'Pause updates';
    say(paused() ? 'Paused.' : '');
  }

  document.addEventListener('DOMContentLoaded', () => {
    if (parts().length === 0) {
      return;
    }
    document.querySelectorAll('[data-live-control]').forEach((control) => {
      control.hidden = false;
    });
    document.querySelectorAll('[data-live-pause]').forEach((button) => {
      show(button);
      button.addEventListener('click', () => {
        remember(!paused());
        show(button);
        refresh();
      });
    });
    document.addEventListener('visibilitychange', refresh);
    setInterval(refresh, 1000 * (Number(parts()[0].dataset.live) || 5));
  });
})();
