/** A point of a stroke: from the left, from the top, from 0 to 1. */
export type Point = readonly [x: number, y: number]

/** The digits as a pen draws them: strokes of points, by digit. */
export const strokes: readonly (readonly (readonly Point[])[])[] = [
  [arc([0.5, 0.5], 0.24, 0.36, 0, 360)],
  [
    [
      [0.38, 0.28],
      [0.53, 0.14],
      [0.53, 0.86],
    ],
  ],
  [[...arc([0.5, 0.32], 0.22, 0.18, 190, 385), [0.3, 0.84], [0.74, 0.84]]],
  [[...arc([0.47, 0.32], 0.2, 0.17, 200, 450), ...arc([0.47, 0.67], 0.24, 0.18, 270, 520)]],
  [
    [
      [0.58, 0.14],
      [0.26, 0.62],
      [0.76, 0.62],
    ],
    [
      [0.62, 0.4],
      [0.62, 0.88],
    ],
  ],
  [[[0.7, 0.15], [0.34, 0.15], [0.31, 0.46], ...arc([0.47, 0.64], 0.24, 0.21, 235, 510)]],
  [[[0.62, 0.13], [0.38, 0.4], ...arc([0.49, 0.65], 0.21, 0.2, 180, 540)]],
  [
    [
      [0.27, 0.15],
      [0.72, 0.15],
      [0.44, 0.87],
    ],
  ],
  [arc([0.5, 0.31], 0.17, 0.17, 0, 360), arc([0.5, 0.67], 0.22, 0.19, 0, 360)],
  [[...arc([0.5, 0.34], 0.2, 0.2, 0, 360), [0.69, 0.5], [0.58, 0.87]]],
]

/** Points of an ellipse, by degrees; 0 is to the right, 90 below. */
function arc(
  [x, y]: Point,
  width: number,
  height: number,
  from: number,
  to: number,
): readonly Point[] {
  const steps = 24
  return Array.from({ length: steps + 1 }, (_, at): Point => {
    const angle = ((from + ((to - from) * at) / steps) * Math.PI) / 180
    return [x + width * Math.cos(angle), y + height * Math.sin(angle)]
  })
}
