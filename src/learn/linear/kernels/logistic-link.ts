import { f64, f64x2, i32 } from '../../wasm/code.ts'
import { setExponential } from '../../wasm/exponential.ts'
import type { ModuleText } from '../../wasm/module.ts'
import { count } from '../../wasm/steps.ts'
import { rowsOfBlock } from './rows-of-block.ts'

/**
 * Of the scores of a block what pulls at the rows (target less chance) and how the loss bends, both times their
 * weight. The loss is log(1 + e^score) − target · score: its second part is told, and of the first
 * the product of 1 + e^−|score|, whose one logarithm is the sum of all. That holds for rows that weigh 0 or 1;
 * of others `powers` has e^−|score|.
 */
export function addLogisticLink(text: ModuleText): void {
  const kinds = ['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32'] as const
  text.add('logisticLink', kinds, (scope, scores, targets, weights, pulls, bends, powers, told) => {
    const at = scope.variable('i32')
    const vector = () => scope.variable('v128')
    const [score, power, most, least] = [vector(), vector(), vector(), vector()]
    const [sum, product, target, weight] = [vector(), vector(), vector(), vector()]
    const [a, b] = [vector(), vector()]
    const [zero, one] = [f64x2.of(0), f64x2.of(1)]
    const read = (column: typeof scores) => f64x2.load(i32.add(column, at))
    const chance = f64x2.pick(most, least, f64x2.from(score, zero))
    const own = f64x2.sub(f64x2.max(score, zero), f64x2.mul(target, score))
    return [
      product.set(one),
      count(at, 0, rowsOfBlock * 8, 16, [
        score.set(read(scores)),
        target.set(read(targets)),
        weight.set(read(weights)),
        setExponential(power, f64x2.sub(zero, f64x2.abs(score)), a, b),
        most.set(f64x2.div(one, f64x2.add(one, power))),
        least.set(f64x2.mul(power, most)),
        sum.set(f64x2.add(sum, f64x2.mul(weight, own))),
        product.set(f64x2.mul(product, f64x2.add(one, f64x2.mul(weight, power)))),
        f64x2.store(i32.add(powers, at), power),
        f64x2.store(i32.add(pulls, at), f64x2.mul(weight, f64x2.sub(target, chance))),
        f64x2.store(i32.add(bends, at), f64x2.mul(weight, f64x2.mul(most, least))),
      ]),
      f64.store(told, f64.add(f64x2.first(sum), f64x2.second(sum))),
      f64.store(told, f64.mul(f64x2.first(product), f64x2.second(product)), 8),
    ]
  })
}
