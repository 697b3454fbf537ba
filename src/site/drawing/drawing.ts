/** A graph as it is drawn, in pixels from its corner. */
export interface Drawing {
  readonly width: number
  readonly height: number
  /** Drawings within it, each with a title above it. */
  readonly bands: readonly Band[]
  readonly nodes: readonly DrawnNode[]
  readonly links: readonly DrawnLink[]
}

export interface Band {
  readonly title: string
  readonly x: number
  /** Of the title's line. */
  readonly y: number
}

export interface DrawnNode {
  readonly id: string
  readonly kind: string
  readonly name: string
  /** As much of the name as there is room for. */
  readonly title: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface DrawnLink {
  readonly from: string
  readonly to: string
  /** As SVG wants it. */
  readonly path: string
}

export interface Point {
  readonly x: number
  readonly y: number
}
