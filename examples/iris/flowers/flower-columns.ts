import { float } from 'groundswell'

/** What is measured of a flower; both ends are what no iris has been beyond. */
export const measures = {
  sepalLength: float({ unit: 'cm', min: 4.3, max: 8, description: 'Length of a sepal' }),
  sepalWidth: float({ unit: 'cm', min: 2, max: 4.5, description: 'Width of a sepal' }),
  petalLength: float({ unit: 'cm', min: 1, max: 9, description: 'Length of a petal' }),
  petalWidth: float({ unit: 'cm', min: 0.1, max: 4.5, description: 'Width of a petal' }),
}

export type Measure = keyof typeof measures
export const measureNames = Object.keys(measures) as readonly Measure[]

/** A class is told by its place in this list. */
export const varietyNames = ['Setosa', 'Versicolor', 'Virginica'] as const
export type Variety = (typeof varietyNames)[number]

export function varietyName(place: number): Variety | 'unknown' {
  return varietyNames[place] ?? 'unknown'
}
