import type { Plot } from '@observablehq/plot'

/** Shorter than this, it was a click. */
const leastPixels = 8

/** Lets a stretch of the x axis be drawn out with the pointer. Gives back how to end that. */
export function brushOn(
  box: HTMLElement,
  drawn: (SVGSVGElement | HTMLElement) & Plot,
  onBrush: (from: number, until: number) => void,
): () => void {
  const scale = drawn.scale('x')
  const band = document.createElement('div')
  band.className = 'brush'
  let start: number | undefined

  const placeOf = (event: PointerEvent) => event.clientX - box.getBoundingClientRect().left
  const down = (event: PointerEvent) => {
    if (event.button === 0 && event.pointerType === 'mouse') start = placeOf(event)
  }
  const move = (event: PointerEvent) => {
    if (start === undefined) return
    const [from, until] = inOrder(start, placeOf(event))
    if (until - from < leastPixels) return
    if (!band.isConnected) box.append(band)
    band.style.left = `${from}px`
    band.style.width = `${until - from}px`
  }
  const up = (event: PointerEvent) => {
    if (start === undefined) return
    const [from, until] = inOrder(start, placeOf(event))
    start = undefined
    band.remove()
    if (until - from < leastPixels || scale?.invert === undefined) return
    onBrush(Number(scale.invert(from)), Number(scale.invert(until)))
  }
  box.addEventListener('pointerdown', down)
  addEventListener('pointermove', move)
  addEventListener('pointerup', up)
  return () => {
    band.remove()
    box.removeEventListener('pointerdown', down)
    removeEventListener('pointermove', move)
    removeEventListener('pointerup', up)
  }
}

function inOrder(a: number, b: number): readonly [number, number] {
  return a < b ? [a, b] : [b, a]
}
