import {
  appendRows,
  definePipeline,
  defineStep,
  promoteStep,
  seededRandom,
  trainStep,
} from 'groundswell'
import { anyHand, drawDigit } from '../drawings/draw-digit.ts'
import { pixelNames, size } from '../drawings/pixels.ts'
import { drawn } from '../groups/drawn.ts'
import { digit, digitWith } from '../models/digit.ts'
import { settings } from '../settings.ts'

const firstAt = Date.UTC(2026, 0, 1)

/** Stands for the people who draw. */
const draw = defineStep({
  name: 'draw',
  summary: 'Draws digits by many hands, once',
  run: async ({ context }) => {
    const { deps, log } = context
    const random = seededRandom(context.setting(settings.seed))
    const rows = Array.from({ length: context.setting(settings.drawings) }, (_, drawing) => {
      const shown = Math.floor(random.next() * 10)
      const pixels = drawDigit(shown, size, anyHand(random))
      return {
        drawing,
        // Each drawing has a second of its own.
        drawnAt: new Date(firstAt + drawing * 1000),
        digit: shown,
        ...Object.fromEntries(pixelNames.map((name, at) => [name, pixels[at] ?? 0])),
      }
    })
    const commit = await appendRows(deps, drawn, rows)
    log.info(`${rows.length} digits were drawn`)
    return { group: drawn.name, rowCount: rows.length, contents: String(commit.contentDigest) }
  },
})

const train = trainStep(digit, { loads: [draw], tuned: digitWith })
const promote = promoteStep(digit, { trained: train })

export const digits = definePipeline({
  name: 'digits',
  summary: 'Draws, trains, promotes what is better',
  steps: [draw, train, promote],
})
