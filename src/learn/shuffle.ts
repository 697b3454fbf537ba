import type { Random } from '../base/index.ts'

/** The same values in an order of chance (Fisher–Yates, from the end). */
export function shuffle<Value>(values: readonly Value[], random: Random): Value[] {
  const order = [...values]
  for (let place = order.length - 1; place > 0; place -= 1) {
    const other = random.below(place + 1)
    const moved = order[place] as Value
    order[place] = order[other] as Value
    order[other] = moved
  }
  return order
}
