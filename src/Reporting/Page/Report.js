(() => {
  'use strict';
  const data = JSON.parse(document.getElementById('data').textContent);
  const root = document.documentElement;
  root.classList.add('js');
  const svgNs = 'http://www.w3.org/2000/svg';
  const none = '?';
  let at = 0;
  const beats = data.beats.map((step, i) => {
    at += step;
    const c = data.labels.charCodeAt(i) - 65, marks = Number(data.marks[i]), unsure = marks > 1;
    const label = c < 0 ? none : data.classes[c];
    return {
      time: at / data.rate, label: unsure ? label + '?' : label, name: c < 0 ? 'none of the classes' : data.names[c] + (unsure ? ', unsure' : ''), reviewed: marks % 2 === 1, p: data.probabilities[i],
      style: c < 0 || unsure && label === 'N' ? 'k-none' : /^[NLRASVF]$/.test(label) ? 'k-' + label : 'k-other',
    };
  });

  const clock = (seconds, tenths) => {
    const scaled = Math.round(seconds * (tenths ? 10 : 1));
    const whole = tenths ? Math.floor(scaled / 10) : scaled;
    const two = value => String(value).padStart(2, '0');
    const text = whole < 3600 ? `${Math.floor(whole / 60)}:${two(whole % 60)}` : `${Math.floor(whole / 3600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
    return tenths ? `${text}.${scaled % 10}` : text;
  };

  const firstFrom = time => {
    let from = 0, to = beats.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (beats[middle].time < time) from = middle + 1; else to = middle;
    }
    return from;
  };

  const nearest = time => {
    const i = firstFrom(time);
    if (i === 0) return beats[0];
    if (i === beats.length) return beats[i - 1];
    return time - beats[i - 1].time < beats[i].time - time ? beats[i - 1] : beats[i];
  };

  const tell = beat => `${beat.label} at ${clock(beat.time, true)}, ${beat.name}${beat.reviewed ? ', reviewed' : ''}${beat.p >= 0 ? `, ${beat.p} %` : ''}`;

  // Samples of a row: one value and its changes, deflated.
  const unpacked = new Map();
  const samplesOf = row => {
    if (!unpacked.has(row)) unpacked.set(row, unpack(data.packed[row]));
    return unpacked.get(row);
  };
  const unpack = async text => {
    if (!text || typeof DecompressionStream === 'undefined') return null;
    const bytes = Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
    const plain = new Uint8Array(await new Response(stream).arrayBuffer());
    const values = new Float32Array(plain.length - 2);
    let value = (plain[0] | plain[1] << 8) << 16 >> 16;
    for (let i = 0; i < values.length; i++) {
      const change = plain[i + 2] << 24 >> 24;
      if (change === -128) values[i] = NaN;
      else values[i] = (value += change) * data.step;
    }
    return values;
  };

  const dialog = document.getElementById('zoom');
  const paper = document.getElementById('zoom-paper');
  const heading = document.getElementById('zoom-h');
  const words = document.getElementById('zoom-text');
  const speed = 25, gain = 10, height = 55, lead = 8;
  let start = 0, mark = null, drawing = 0;

  const millimetre = () => {
    const probe = document.createElement('div');
    probe.style.cssText = 'position:absolute;visibility:hidden;width:100mm';
    document.body.append(probe);
    const width = probe.getBoundingClientRect().width / 100;
    probe.remove();
    return width;
  };
  const shown = () => Math.max(1, (paper.clientWidth / millimetre() - lead) / speed);
  const element = (name, values, text) => {
    const made = document.createElementNS(svgNs, name);
    for (const [key, value] of Object.entries(values)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    return made;
  };

  const draw = async () => {
    const turn = ++drawing;
    const seconds = Math.min(shown(), data.length);
    start = Math.max(0, Math.min(start, data.length - seconds));
    const first = Math.floor(start / data.row), last = Math.min(data.packed.length - 1, Math.floor((start + seconds) / data.row));
    const parts = await Promise.all(Array.from({ length: last - first + 1 }, (_, i) => samplesOf(first + i)));
    if (turn !== drawing) return;
    const rate = data.rate / data.every;
    const points = [], values = [];
    parts.forEach((part, i) => {
      if (!part) return;
      const begin = (first + i) * data.row;
      for (let k = Math.max(0, Math.floor((start - begin) * rate)); k < part.length; k++) {
        const time = begin + k / rate;
        if (time > start + seconds) break;
        points.push(time, part[k]);
        if (!Number.isNaN(part[k])) values.push(part[k]);
      }
    });
    values.sort((a, b) => a - b);
    const level = values.length ? values[values.length >> 1] : 0;
    let up = 28, used = gain;
    if (values.length) {
      const highest = values[values.length - 1] - level, lowest = level - values[0];
      while (used > 2 && (highest + lowest) * used > height - 10) used /= 2;
      up = Math.max(8 + highest * used, Math.min(up, height - 2 - lowest * used));
    }
    const width = lead + seconds * speed;
    const svg = element('svg', { width: `${width}mm`, height: `${height}mm`, viewBox: `0 0 ${width} ${height}`, 'aria-hidden': 'true' });
    svg.append(element('path', { class: 'cal', d: `M0 ${up}h1.5v${-used}h5v${used}h1.5` }));
    let path = '', pen = false;
    for (let i = 0; i < points.length; i += 2) {
      if (Number.isNaN(points[i + 1])) { pen = false; continue; }
      path += `${pen ? 'L' : 'M'}${(lead + (points[i] - start) * speed).toFixed(2)} ${(up - (points[i + 1] - level) * used).toFixed(2)}`;
      pen = true;
    }
    svg.append(element('path', { d: path }));
    for (let second = Math.ceil(start); second <= start + seconds; second++) {
      const x = lead + (second - start) * speed;
      svg.append(element('line', { x1: x, x2: x, y1: height - 2, y2: height }));
      if (second % 2 === 0) svg.append(element('text', { class: 'clock', x: x + .6, y: height - .8 }, clock(second)));
    }
    const tally = {};
    for (let i = firstFrom(start); i < beats.length && beats[i].time <= start + seconds; i++) {
      const beat = beats[i], x = lead + (beat.time - start) * speed;
      svg.append(element('line', { class: beat.style, x1: x, x2: x, y1: 5, y2: beat === mark ? 9 : 6.5 }));
      svg.append(element('text', { class: beat.style, x, y: 4, 'text-decoration': beat.reviewed ? 'underline' : 'none' }, beat.label));
      tally[beat.label] = (tally[beat.label] || 0) + 1;
    }
    paper.replaceChildren(svg);
    const counts = Object.entries(tally).map(([label, count]) => `${count} ${label}`).join(', ') || 'no beats';
    heading.textContent = `${data.lead}, ${clock(start, true)} to ${clock(start + seconds, true)}`;
    words.textContent = `${counts}.${mark ? ` ${tell(mark)}.` : ''}${used === gain ? '' : ` Gain ${used} mm/mV.`}${parts.some(part => !part) ? ' The page has no samples of this stretch: it holds those of the first rows only, or this browser cannot unpack them.' : ''}`;
    paper.setAttribute('aria-label', `ECG paper, ${heading.textContent}: ${counts}`);
  };

  // The window's width is known once it is open.
  const open = (time, beat, atStart) => {
    mark = beat ?? null;
    if (!dialog.open) dialog.showModal();
    start = atStart ? time : time - shown() / 2;
    draw();
  };
  const move = share => { start += share * shown(); mark = null; draw(); };
  const seek = direction => {
    const from = mark ? mark.time : start + shown() / 2;
    let i = direction > 0 ? firstFrom(from + 1e-6) : firstFrom(from) - 1;
    while (i >= 0 && i < beats.length && beats[i].label === 'N') i += direction;
    if (i >= 0 && i < beats.length) open(beats[i].time, beats[i]);
    else words.textContent = `There is no ${direction > 0 ? 'later' : 'earlier'} beat that is not N.`;
  };
  document.getElementById('z-back').addEventListener('click', () => move(-.8));
  document.getElementById('z-forth').addEventListener('click', () => move(.8));
  document.getElementById('z-prev').addEventListener('click', () => seek(-1));
  document.getElementById('z-next').addEventListener('click', () => seek(1));
  document.getElementById('z-close').addEventListener('click', () => dialog.close());
  dialog.addEventListener('keydown', event => {
    const act = { ArrowLeft: () => move(-.2), ArrowRight: () => move(.2), PageUp: () => move(-.8), PageDown: () => move(.8), n: () => seek(1), p: () => seek(-1) }[event.key];
    if (act && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); act(); }
  });
  dialog.addEventListener('click', event => { if (event.target === dialog) dialog.close(); });
  addEventListener('resize', () => { if (dialog.open) draw(); });

  document.addEventListener('click', event => {
    const link = event.target.closest('a[data-t]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(Number(link.dataset.t));
  });

  // Rows: one stop of the tab key, arrow keys between them.
  const rows = [...document.querySelectorAll('#rows > .row')];
  const tip = document.createElement('span');
  tip.className = 'tip';
  const enter = row => { rows.forEach(other => { other.tabIndex = other === row ? 0 : -1; }); };
  rows.forEach((row, i) => {
    const begin = Number(row.dataset.t), trace = row.querySelector('.trace');
    const timeAt = event => {
      const box = trace.getBoundingClientRect();
      return begin + Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)) * data.row;
    };
    row.setAttribute('role', 'button');
    row.tabIndex = i === 0 ? 0 : -1;
    row.addEventListener('focus', () => enter(row));
    row.addEventListener('click', event => { enter(row); open(Math.min(timeAt(event), data.length)); });
    row.addEventListener('keydown', event => {
      const to = { ArrowDown: i + 1, ArrowUp: i - 1, Home: 0, End: rows.length - 1 }[event.key];
      if (to !== undefined) { event.preventDefault(); rows[Math.max(0, Math.min(rows.length - 1, to))].focus(); }
      else if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); open(begin, null, true); }
    });
    trace.addEventListener('mousemove', event => {
      const time = timeAt(event), beat = beats.length ? nearest(time) : null;
      tip.textContent = beat && Math.abs(beat.time - time) < 2 ? tell(beat) : clock(time, true);
      const box = trace.getBoundingClientRect(), x = event.clientX - box.left;
      tip.style.left = x > box.width / 2 ? 'auto' : `${x}px`;
      tip.style.right = x > box.width / 2 ? `${box.width - x}px` : 'auto';
      if (tip.parentNode !== trace) trace.append(tip);
    });
    trace.addEventListener('mouseleave', () => tip.remove());
  });

  // The heart rate: what it is where the pointer or the arrow keys are.
  const trend = document.getElementById('trend');
  if (trend) {
    const bin = Number(trend.dataset.bin), length = Number(trend.dataset.len);
    const chart = trend.querySelector('svg'), readout = trend.querySelector('.readout');
    const cursor = element('path', { class: 'cursor', d: '' });
    chart.append(cursor);
    let place = 0;
    const show = i => {
      place = Math.max(0, Math.min(data.trend.length / 3 - 1, i));
      const [mean, low, high] = data.trend.slice(3 * place, 3 * place + 3);
      cursor.setAttribute('d', `M${1000 * Math.min((place + .5) * bin, length) / length} 0v1000`);
      readout.textContent = `From ${clock(place * bin)}: ${mean < 0 ? 'no heart rate' : `mean ${mean} a minute${low < 0 ? '' : `, lowest ${low}, highest ${high}`}`}.`;
    };
    chart.tabIndex = 0;
    chart.addEventListener('mousemove', event => {
      const box = chart.getBoundingClientRect();
      show(Math.floor((event.clientX - box.left) / box.width * length / bin));
    });
    chart.addEventListener('focus', () => show(place));
    chart.addEventListener('keydown', event => {
      const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 }[event.key];
      if (step) { event.preventDefault(); show(place + step); }
    });
    chart.addEventListener('dblclick', () => open((place + .5) * bin));
  }
})();
