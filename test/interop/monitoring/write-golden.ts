// Writes what the peers say in the cases of the tests that run without them: test/golden/estimates.json
// and test/golden/change-points.json. With .tools/monitoring as .ci/run makes it:
// node test/interop/monitoring/write-golden.ts
import { writeFileSync } from 'node:fs'
import { changeCases } from '../../learn/change-points/change-cases.ts'
import { estimateCases } from '../../monitoring/estimates/estimate-cases.ts'
import { askPeers } from './ask-peers.ts'

const by = 'test/interop/monitoring/write-golden.ts'
const nobody = { group: ['a', 'b'], y_true: [0, 1], y_pred: [0, 1], sample_weight: [1, 1] }
const { estimates, changes } = await askPeers({
  estimates: await estimateCases(),
  changes: changeCases(),
  fairness: { rows: nobody, names: [], reference: 'a' },
})
const golden = new URL('../../golden/', import.meta.url)
const told = { origin: `NannyML 0.13.1, by ${by}`, answers: estimates }
writeFileSync(new URL('estimates.json', golden), `${JSON.stringify(told, undefined, 1)}\n`)
const found = { origin: `River 0.26.1 and Frouros 0.9.0, by ${by}`, answers: changes }
writeFileSync(new URL('change-points.json', golden), `${JSON.stringify(found)}\n`)
