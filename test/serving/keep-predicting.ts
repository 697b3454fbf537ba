// Answers requests and prints the id of each answer, until it is killed. The journal is below argv[2].
import { fsPredictionJournal, openService } from '../../src/serving/index.ts'
import { promote, registerVersion, servedStore, surfService } from './served-surf.ts'

const [, , state = ''] = process.argv
const store = await servedStore()
await registerVersion(store, { offset: 0 })
await promote(store, 1)
const journal = fsPredictionJournal(surfService, { state, now: store.now })
const service = await openService({ ...store, journal }, surfService)
for (;;) {
  const answers = await Promise.all(
    ['lahinch', 'easkey'].map((beachId) => service.predict([{ beachId }])),
  )
  const ids = answers.flatMap(({ predictions }) => predictions.map((one) => one.predictionId))
  process.stdout.write(`${ids.join('\n')}\n`)
}
