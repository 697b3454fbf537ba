import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  asTrained,
  atMost,
  defineMonitor,
  lastRows,
  noDrift,
  sayRule,
  sliding,
  tumbling,
  unchanged,
  whatIf,
} from '../../../src/monitoring/index.ts'
import { ddm } from '../../../src/learn/index.ts'
import { judgeValues } from '../../../src/monitoring/monitors/judge-values.ts'
import { surfHeight, swells } from '../../training/training-lab.ts'

const model = { model: surfHeight }

test('what can not be watched is refused when it is declared, with what there is instead', () => {
  const refused = (terms: Partial<Parameters<typeof defineMonitor>[0]>, message: RegExp) => {
    assert.throws(() => defineMonitor({ name: 'watch', watch: model, ...terms }), {
      code: 'monitoring.wrongMonitor',
      message,
    })
  }
  refused({ slices: ['beech'] }, /no column "beech"\. Did you mean "beach"/)
  refused({ rules: [atMost('missing of heigth', 1)] }, /Did you mean "missing of height"/)
  refused({ rules: [atMost('age', 1)] }, /judges "age", which it doesn't measure/)
  refused({ rules: [atMost('mae', 1), atMost('mae', 1)] }, /stands there twice/)
  refused(
    { compare: { tests: { heigth: 'energy' } } },
    /"heigth" to compare\. Did you mean "height"/,
  )
  refused({ texts: ['beech'] }, /no column "beech"/)
  refused({ images: { photo: { width: 2, height: 2, fields: ['height'] } } }, /4 values, and 1/)
  refused({ window: tumbling('10ms') }, /less than a second/)
  refused({ window: sliding('1h', '2h') }, /would never be seen/)
  refused({ window: lastRows(0) }, /holds nothing/)
  refused({ window: lastRows(10) }, /say `every`/)
  refused({ every: 'every day' }, /schedule/)
  refused({ watch: { group: swells }, reference: asTrained() }, /was not trained on anything/)
})

test('a rule about several series is said of one of them', () => {
  const said = (rule: { readonly name: string }, series: string) =>
    sayRule({ rule: rule.name, series })
  assert.deepEqual(
    [
      said(noDrift({ lasting: '2d' }), 'drifted inputs'),
      said(noDrift(), 'drifted together'),
      said(atMost('missing of *', 0.1), 'missing of height'),
      said(atMost('mae', 1), 'mae'),
    ],
    [
      'the inputs have not drifted, or not for 2 d',
      'the columns together have not drifted',
      'missing of height is at most 0.1',
      'mae is at most 1',
    ],
  )
})

test('a rule that a series does not fit says so, and others are judged', () => {
  const rules = [unchanged('mean of height', ddm()), atMost('mean of height', 1)]
  const monitor = defineMonitor({ name: 'watch', watch: model, rules })
  const value = { series: 'mean of height', slice: '', value: -0.5, rowCount: 10 }
  const [changed, limited] = judgeValues(monitor, [value], () => [0.1, 0.2])
  assert.deepEqual([changed?.state, limited?.state], ['unknown', 'ok'])
  assert.match(changed?.found ?? '', /from 0 to 1/)
})

test('what-if tells when an alert would have fired', () => {
  const points = [1, 5, 6, 1, Number.NaN, 7].map((value, at) => ({
    runId: `look_${at}`,
    until: new Date(at * 3_600_000),
    value,
    lower: undefined,
    upper: undefined,
    rowCount: undefined,
  }))
  const at = (hour: number) => new Date(hour * 3_600_000)
  assert.deepEqual(whatIf(points, { atMost: 4 }), [
    { at: at(1), recoveredAt: at(3), value: 6 },
    { at: at(5), recoveredAt: undefined, value: 7 },
  ])
  assert.deepEqual(whatIf(points, { atMost: 4, lasting: '1h' }), [
    { at: at(2), recoveredAt: at(3), value: 6 },
  ])
})
