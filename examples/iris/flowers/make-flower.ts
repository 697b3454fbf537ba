import { seededRandom } from 'groundswell'
import { measureNames, varietyNames, type Measure, type Variety } from './flower-columns.ts'

export interface Flower extends Readonly<Record<Measure, number>> {
  readonly flower: number
  readonly measuredAt: Date
  /** Its place among the varieties. */
  readonly variety: number
}

type Ranges = Readonly<Record<Measure, readonly [least: number, most: number]>>

/** From the sheet of the system: each measure lies evenly within the range of its variety. */
export const ranges: Readonly<Record<Variety, Ranges>> = {
  Setosa: {
    sepalLength: [4.5, 6],
    sepalWidth: [2.3, 4.5],
    petalLength: [1.2, 2],
    petalWidth: [0.3, 0.7],
  },
  Versicolor: {
    sepalLength: [4.5, 7.5],
    sepalWidth: [2.1, 3.5],
    petalLength: [3.1, 5.5],
    petalWidth: [1, 1.8],
  },
  Virginica: {
    sepalLength: [5.5, 8],
    sepalWidth: [2.2, 3.8],
    petalLength: [4.5, 7],
    petalWidth: [1.4, 2.5],
  },
}

/** A flower of one of the varieties, each as likely as the others; its petals are larger by `drift` cm. */
export function makeFlower(
  seed: string,
  { flower, measuredAt, drift }: Pick<Flower, 'flower' | 'measuredAt'> & { readonly drift: number },
): Flower {
  const random = seededRandom(`${seed}/${flower}`)
  const variety = random.below(varietyNames.length)
  const own = ranges[varietyNames[variety] ?? 'Setosa']
  const entries = measureNames.map((name) => {
    const [least, most] = own[name]
    const grown = name.startsWith('petal') ? drift : 0
    // Thousandths: two flowers are hardly ever the same in all four.
    return [name, Number((least + (most - least) * random.next() + grown).toFixed(3))] as const
  })
  const measured = Object.fromEntries(entries) as Record<Measure, number>
  return { flower, measuredAt, variety, ...measured }
}
