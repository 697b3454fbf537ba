import { definePipeline, defineStep } from 'groundswell'
import { askService } from '../client/ask-service.ts'
import { bitterReviews } from '../client/bitter-reviews.ts'
import { settings } from '../settings.ts'
import { sentiments } from '../texts/sentiments.ts'

/** How often each sentiment was answered, of each tenth of the reviews. */
type Tenths = readonly Readonly<Record<string, number>>[]

const ask = defineStep<Tenths>({
  name: 'ask',
  summary: 'Sends reviews to the service that grow ever more bitter',
  cache: 'never',
  run: async ({ context }) => {
    const { log, progress, signal, runId } = context
    const url = context.setting(settings.url)
    const texts = bitterReviews(
      context.setting(settings.iterations),
      context.setting(settings.seed),
    )
    const answers: number[] = []
    for (const [at, review] of texts.entries()) {
      signal.throwIfAborted()
      progress({ work: 'asking', done: at, total: texts.length })
      answers.push(await askService(url, { reviewId: `${runId}-${at}`, review }))
    }
    const tenths = tenthsOf(answers)
    const share = (tenth = tenths[0]) => Math.round(100 * (tenth?.['negative'] ?? 0))
    log.info(`negative: ${share()} % at first, ${share(tenths.at(-1))} % at the end`)
    return tenths
  },
})

function tenthsOf(answers: readonly number[]): Tenths {
  return Array.from({ length: 10 }, (_, tenth) => {
    const own = answers.filter((_answer, at) => Math.floor((10 * at) / answers.length) === tenth)
    return Object.fromEntries(
      sentiments.map((name, place) => [
        name,
        own.filter((answer) => answer === place).length / Math.max(1, own.length),
      ]),
    )
  })
}

export const complain = definePipeline({
  name: 'complain',
  summary: 'Asks the service about a thousand reviews, each next more bitter',
  steps: [ask],
})
