/*
 * Tells times in the reader's own time zone, where the mouse or the focus is. Without this script they
 * are in UTC. The text of an element that came after is told anew, so nothing has to be told of it.
 */
(() => {
  'use strict';

  const format = new Intl.DateTimeFormat(document.documentElement.lang || undefined,
    {year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit',
      hourCycle: 'h23', timeZoneName: 'short'});

  function tell({target}) {
    const times = target.closest && (target.closest('time[title]') || target.querySelector('time[title]'));
    if (times) {
      const since = times.title.startsWith('since ') ? 'since ' : '';
      times.title = since + format.format(new Date(times.dateTime));
    }
  }

  document.addEventListener('pointerover', tell);
  document.addEventListener('focusin', tell);
})();
