// Headwater's own script. Every page works without it; it adds dropping of files, progress, keys
// and drawings.
'use strict';
(() => {
    const fields = 'input, textarea, select, [contenteditable]';
    const isTyping = (target) => target.closest(fields) !== null;
    const say = (text) => {
        const place = document.getElementById('announce');
        if (place) { place.textContent = text; }
    };

    // Print buttons appear only where they work.
    const showPrint = (root) => root.querySelectorAll('[data-print]').forEach((button) => {
        button.hidden = false;
    });
    document.addEventListener('click', (event) => {
        if (event.target.closest('[data-print]')) { window.print(); }
    });

    // A form is asked about when it says so, and sent once: its button rests until the answer is
    // there.
    document.addEventListener('submit', (event) => {
        const form = event.target;
        if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) {
            event.preventDefault();
            return;
        }
        if (form.method !== 'post' || form.hasAttribute('hx-post')) { return; }
        const buttons = form.querySelectorAll('button[type=submit]');
        window.setTimeout(() => buttons.forEach((button) => {
            button.disabled = true;
            button.setAttribute('aria-busy', 'true');
        }));
    });
    // A page that the browser kept comes back with its buttons awake.
    window.addEventListener('pageshow', () => {
        document.querySelectorAll('button[aria-busy]').forEach((button) => {
            button.disabled = false;
            button.removeAttribute('aria-busy');
        });
    });

    // Dropping files: they are put into the file field of the form, which stays a plain form.
    const listFiles = (form, input) => {
        const list = form.querySelector('.drop-list');
        list.replaceChildren(...Array.from(input.files, (file) => {
            const item = document.createElement('li');
            item.textContent = `${file.name} · ${Math.max(1, Math.round(file.size / 1024))} KB`;
            return item;
        }));
    };
    const send = (form, event) => {
        const input = form.querySelector('input[type=file]');
        if (!input || input.files.length === 0 || event.defaultPrevented) { return; }
        event.preventDefault();
        const request = new XMLHttpRequest();
        const box = form.querySelector('.drop-progress');
        const bar = box.querySelector('progress');
        box.hidden = false;
        request.upload.addEventListener('progress', (step) => {
            if (step.lengthComputable) { bar.value = Math.round(100 * step.loaded / step.total); }
        });
        request.upload.addEventListener('load', () => bar.removeAttribute('value'));
        request.addEventListener('load', () => {
            // The server names the next page instead of leading there, so that it is opened once.
            const reached = request.getResponseHeader('X-Next');
            if (reached) {
                window.location.assign(reached);
            } else {
                document.open();
                document.write(request.responseText);
                document.close();
            }
        });
        request.addEventListener('error', () => form.submit());
        request.open('POST', form.action);
        request.setRequestHeader('X-Upload', '1');
        request.send(new FormData(form));
    };
    const startDrop = (form) => {
        const target = form.querySelector('.drop-target');
        const input = form.querySelector('input[type=file]');
        if (!target || !input) { return; }
        form.classList.add('ready');
        target.addEventListener('click', (event) => {
            if (!event.target.closest('label, input')) { input.click(); }
        });
        const over = (isOver) => (event) => {
            event.preventDefault();
            target.classList.toggle('over', isOver);
        };
        ['dragenter', 'dragover'].forEach((name) => form.addEventListener(name, over(true)));
        ['dragleave', 'dragend'].forEach((name) => form.addEventListener(name, over(false)));
        form.addEventListener('drop', (event) => {
            over(false)(event);
            if (event.dataTransfer.files.length === 0) { return; }
            const all = new DataTransfer();
            [...input.files, ...event.dataTransfer.files].forEach((file) => all.items.add(file));
            input.files = all.files;
            listFiles(form, input);
        });
        input.addEventListener('change', () => listFiles(form, input));
        form.addEventListener('submit', (event) => send(form, event));
    };

    // Keys of a list of decisions: j and k walk, the digits press, u takes back, Return opens.
    const items = () => Array.from(document.querySelectorAll('[data-item]'));
    let current = -1;
    const choose = (index) => {
        const all = items();
        if (all.length === 0) { return; }
        current = Math.max(0, Math.min(index, all.length - 1));
        all.forEach((item, place) => item.classList.toggle('selected', place === current));
        all[current].focus({ preventScroll: true });
        all[current].scrollIntoView({ block: 'nearest' });
    };
    const press = (item, key) => {
        const form = item.querySelector(`form[data-key="${key}"]`);
        const button = item.querySelector(`button[data-key="${key}"]`);
        if (button) { button.click(); } else if (form) { form.requestSubmit(); }
        return Boolean(button || form);
    };
    document.addEventListener('focusin', (event) => {
        const item = event.target.closest('[data-item]');
        if (item) { current = items().indexOf(item); }
    });
    document.addEventListener('keydown', (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) { return; }
        const all = items();
        if (all.length === 0) { return; }
        const item = all[current];
        if (event.key === 'j' || event.key === 'k') {
            choose(current + (event.key === 'j' ? 1 : -1));
            event.preventDefault();
        } else if (item && /^[1-9u]$/.test(event.key)) {
            if (press(item, event.key)) { event.preventDefault(); }
        } else if (item && event.key === 'Enter' && event.target === item) {
            const link = item.querySelector('a[data-open]') || item.querySelector('a');
            if (link) { link.click(); }
        }
    });

    // Drawings, from the same values as the table beside them.
    const palette = ['#0b4f78', '#2d9ccf', '#c98a1b', '#5a7d4f', '#8a5a83', '#7d919d'];
    const chartOptions = (chart) => {
        const isPie = chart.kind === 'pie';
        const units = [...new Set(chart.series.map((one) => one.unit))];
        const series = chart.series.map((one) => isPie
            ? {
                type: 'pie', name: one.name, radius: ['35%', '68%'],
                data: chart.categories.map((name, index) => ({ name, value: one.values[index] })),
            }
            : {
                type: chart.kind === 'line' ? 'line' : 'bar', name: one.name, data: one.values,
                stack: chart.kind === 'stacked_bar' ? 'all' : undefined, barMaxWidth: 28,
                yAxisIndex: Math.min(1, units.indexOf(one.unit)), connectNulls: false,
            });
        return {
            animation: false, color: palette, series,
            textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
            // Drawn on the canvas: markup with styles of its own is refused by the page's policy.
            tooltip: { trigger: isPie ? 'item' : 'axis', renderMode: 'richText' },
            legend: chart.series.length > 1 || isPie ? { top: 0, type: 'scroll' } : undefined,
            grid: { left: 8, right: 8, bottom: 8, top: 44, containLabel: true },
            xAxis: isPie ? undefined : {
                type: 'category', data: chart.categories,
                axisLabel: {
                    interval: 0, hideOverlap: true, rotate: chart.categories.length > 8 ? 40 : 0,
                },
            },
            yAxis: isPie ? undefined : units.slice(0, 2).map((name) => ({ type: 'value', name })),
        };
    };
    const startCharts = (root) => {
        if (!window.echarts) { return; }
        root.querySelectorAll('[data-chart]:not(.drawn)').forEach((figure) => {
            figure.classList.add('drawn');
            const drawing = window.echarts.init(figure.querySelector('.chart-canvas'));
            drawing.setOption(chartOptions(JSON.parse(figure.dataset.chart)));
            window.addEventListener('resize', () => drawing.resize());
        });
    };

    // The map of a chain: larger, smaller, whole; arrows walk between links; the lines of a link
    // stand out while it is looked at.
    const startMap = (frame) => {
        const drawing = frame.querySelector('svg');
        const natural = drawing.viewBox.baseVal;
        let scale = 1;
        const zoom = (wanted) => {
            scale = Math.max(.2, Math.min(4, wanted));
            drawing.setAttribute('width', natural.width * scale);
            drawing.setAttribute('height', natural.height * scale);
        };
        const fit = () => zoom(Math.min(1, frame.clientWidth / natural.width));
        const boxes = Array.from(frame.querySelectorAll('a.box'));
        const middle = (box) => {
            const place = box.getBBox();
            return { x: place.x + place.width / 2, y: place.y + place.height / 2 };
        };
        const steps = {
            ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1],
        };
        const walk = (from, [right, down]) => {
            const start = middle(from);
            let best = null;
            boxes.forEach((box) => {
                const end = middle(box);
                const along = (end.x - start.x) * right + (end.y - start.y) * down;
                const aside = Math.abs((end.x - start.x) * down + (end.y - start.y) * right);
                if (along > 1 && (best === null || along + 2 * aside < best.way)) {
                    best = { box, way: along + 2 * aside };
                }
            });
            return best ? best.box : from;
        };
        frame.addEventListener('keydown', (event) => {
            if (event.ctrlKey || event.metaKey || event.altKey) { return; }
            const box = event.target.closest('a.box');
            if (steps[event.key] && boxes.length > 0) {
                (box ? walk(box, steps[event.key]) : boxes[0]).focus();
            } else if (event.key === '+' || event.key === '=') {
                zoom(scale * 1.25);
            } else if (event.key === '-') {
                zoom(scale / 1.25);
            } else if (event.key === '0') {
                fit();
            } else {
                return;
            }
            event.preventDefault();
        });
        const near = (box, isNear) => frame.querySelectorAll('.flow').forEach((flow) => {
            if (flow.dataset.from === box.dataset.link || flow.dataset.to === box.dataset.link) {
                flow.classList.toggle('near', isNear);
            }
        });
        boxes.forEach((box) => {
            ['focus', 'mouseenter'].forEach((name) =>
                box.addEventListener(name, () => near(box, true)));
            ['blur', 'mouseleave'].forEach((name) =>
                box.addEventListener(name, () => near(box, false)));
        });
        const buttons = frame.querySelector('.map-zoom');
        buttons.hidden = false;
        const acts = {
            in: () => zoom(scale * 1.25), out: () => zoom(scale / 1.25), fit,
        };
        buttons.addEventListener('click', (event) => {
            const button = event.target.closest('[data-zoom]');
            if (button) { acts[button.dataset.zoom](); }
        });
        const found = frame.querySelector('.found');
        if (found) { found.scrollIntoView({ inline: 'center', block: 'nearest' }); }
    };

    // A table that fits its frame keeps its head in sight while the page scrolls.
    const fitTables = () => document.querySelectorAll('.table-frame').forEach((frame) => {
        frame.classList.remove('fits');
        frame.classList.toggle('fits', frame.scrollWidth <= frame.clientWidth);
    });
    window.addEventListener('resize', fitTables);

    const start = (root) => {
        showPrint(root);
        fitTables();
        root.querySelectorAll('[data-drop]').forEach(startDrop);
        startCharts(root);
        root.querySelectorAll('.chain-map').forEach(startMap);
    };
    start(document);
    // On a phone the navigation scrolls sideways: where one is comes into view.
    const here = document.querySelector('.areas [aria-current]');
    if (here) { here.parentElement.scrollIntoView({ inline: 'center', block: 'nearest' }); }
    document.addEventListener('htmx:load', (event) => {
        if (event.detail.elt !== document.body) { start(event.detail.elt); }
        if (event.detail.elt.dataset.announce) { say(event.detail.elt.dataset.announce); }
    });
    // A decision made by key leads back to the item that follows it.
    if (window.location.hash.length > 1) {
        const place = items().findIndex((item) => item.id === window.location.hash.slice(1));
        if (place >= 0) { choose(place); }
    }
})();
