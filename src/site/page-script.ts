import { themeScript } from './theme-script.ts'

/**
 * What the page does beyond being read: the value under the pointer or the arrow keys, the reader's
 * now, a word when the forecast is old, the switch of light and dark. All of it may be missing.
 */
export const pageScript = String.raw`
const numbers = (text) => text.split(' ').map(Number)

for (const figure of document.querySelectorAll('figure[data-readings]')) {
  const readings = JSON.parse(figure.querySelector('script').textContent)
  const live = figure.querySelector('[aria-live]')
  for (const svg of figure.querySelectorAll('svg[data-times]')) followPointer(svg, readings, live)
}

function followPointer(svg, all, live) {
  const [from, to, left, right] = numbers(svg.dataset.times)
  const [low, high, bottom, top] = numbers(svg.dataset.values)
  const x = (at) => left + ((at - from) / (to - from)) * (right - left)
  const y = (value) => bottom + ((value - low) / (high - low)) * (top - bottom)
  const readings = all.filter(([at]) => at >= from && at <= to)
  const cursor = svg.querySelector('.cursor')
  const [line, dot, text] = cursor.children
  const now = svg.querySelector('.now')
  let current = Math.max(0, readings.findIndex(([at]) => at >= Date.now()))
  if (readings.length === 0) return

  if (Date.now() > Number(now.dataset.at) && Date.now() < to) {
    now.setAttribute('transform', 'translate(' + x(Date.now()) + ' 0)')
    now.lastElementChild.textContent = 'now'
  }
  for (const title of svg.querySelectorAll('title')) title.remove()
  svg.setAttribute('tabindex', '0')

  function show(index, aloud) {
    current = Math.min(readings.length - 1, Math.max(0, index))
    const [at, value, words] = readings[current]
    cursor.removeAttribute('hidden')
    now.classList.add('under')
    line.setAttribute('x1', x(at))
    line.setAttribute('x2', x(at))
    dot.setAttribute('cx', x(at))
    dot.setAttribute('cy', y(value))
    text.textContent = words
    const half = text.getComputedTextLength() / 2
    text.setAttribute('x', Math.min(right - half, Math.max(half, x(at))))
    if (aloud) live.textContent = words
  }
  function hide() {
    cursor.setAttribute('hidden', '')
    now.classList.remove('under')
  }
  function nearest(event) {
    const box = svg.getBoundingClientRect()
    const px = ((event.clientX - box.left) / box.width) * svg.viewBox.baseVal.width
    const distances = readings.map(([at]) => Math.abs(x(at) - px))
    show(distances.indexOf(Math.min(...distances)))
  }
  svg.addEventListener('pointermove', nearest)
  svg.addEventListener('pointerdown', nearest)
  svg.addEventListener('pointerleave', (event) => event.pointerType === 'mouse' && hide())
  svg.addEventListener('focus', () => svg.matches(':focus-visible') && show(current, true))
  svg.addEventListener('blur', hide)
  svg.addEventListener('keydown', (event) => {
    const steps = { ArrowLeft: -1, ArrowRight: 1, PageUp: -12, PageDown: 12, Home: -1e9, End: 1e9 }
    if (event.key === 'Escape') hide()
    if (!(event.key in steps) || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    show(current + steps[event.key], true)
  })
}

const old = document.querySelector('[data-made-at]')
if (old && Date.now() - Number(old.dataset.madeAt) > 36 * 3600000) old.hidden = false

${themeScript}`
