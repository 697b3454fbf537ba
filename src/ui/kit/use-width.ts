import { useEffect, useState } from 'react'

/** How many pixels wide an element is, now and whenever that changes. */
export function useWidth(frame: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0)
  useEffect(() => {
    const box = frame.current
    if (box === null) return undefined
    const observer = new ResizeObserver(() => setWidth(Math.floor(box.clientWidth)))
    observer.observe(box)
    return () => observer.disconnect()
  }, [frame])
  return width
}
