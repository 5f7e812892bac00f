// Draws each figure.chart from the table within it, so that the numbers are told once and can be
// read without colour and without this script. The table is a live part of its page: when htmx has
// replaced it, the chart gets the new numbers and keeps what the reader has made of it. A figure with
// data-small has only its lines.
(() => {
  'use strict';
  if (!window.Chart) {
    return;
  }
  const DASHES = [[], [6, 3], [2, 2]];
  const POINTS = ['circle', 'triangle', 'rect'];
  const drawn = [];

  const color = (element) => getComputedStyle(element).color;

  const tableOf = (figure) => figure.querySelector('table');

  const labels = (table) =>
    Array.from(table.tBodies[0].rows, (row) => row.cells[0].dataset.label);

  const numbers = (table, index) =>
    Array.from(table.tBodies[0].rows, (row) => Number(row.cells[index].dataset.value));

  const series = (table, index, head, kind, small) => ({
    label: head.textContent.trim(),
    data: numbers(table, index),
    borderColor: color(head),
    backgroundColor: color(head),
    borderDash: kind === 'line' ? DASHES[(index - 1) % DASHES.length] : [],
    pointStyle: POINTS[(index - 1) % POINTS.length],
    borderWidth: 2,
    pointRadius: small ? 0 : 3,
  });

  const draw = (figure, table) => {
    const kind = figure.dataset.chart;
    const small = 'small' in figure.dataset;
    const heads = Array.from(table.tHead.rows[0].cells);
    const text = color(figure);
    const scale = { display: !small, ticks: { color: text }, grid: { display: false } };
    return new Chart(figure.querySelector('canvas'), {
      type: kind,
      data: {
        labels: labels(table),
        datasets: heads.slice(1).map((head, i) => series(table, i + 1, head, kind, small)),
      },
      options: {
        animation: false,
        maintainAspectRatio: false,
        interaction: { mode: 'index', intersect: false },
        scales: {
          x: scale,
          y: { ...scale, beginAtZero: true, ticks: { color: text, precision: 0 } },
        },
        plugins: {
          legend: { display: heads.length > 2 && !small, labels: { color: text, usePointStyle: true } },
        },
      },
    });
  };

  const drawAll = () => {
    drawn.splice(0).forEach(({ chart }) => chart.destroy());
    document.querySelectorAll('figure.chart').forEach((figure) => {
      const table = tableOf(figure);
      figure.classList.add('drawn');
      drawn.push({ figure, table, chart: draw(figure, table) });
    });
  };

  // The series stay the same objects, so one that was hidden by its legend stays hidden.
  const follow = (one) => {
    const table = tableOf(one.figure);
    if (table !== one.table) {
      one.table = table;
      one.chart.data.labels = labels(table);
      one.chart.data.datasets.forEach((set, i) => {
        set.data = numbers(table, i + 1);
      });
      one.chart.update();
    }
  };

  drawAll();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
  document.addEventListener('htmx:afterSwap', () => drawn.forEach(follow));
})();
