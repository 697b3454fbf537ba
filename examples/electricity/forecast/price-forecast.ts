import { boostedTrees, forecaster, type Forecaster } from 'groundswell'

/** Of all areas together: each reads its own last prices, and the weather that is expected there. */
export function priceForecast({ steps, trees }: { steps: number; trees: number }): Forecaster {
  return forecaster({
    learner: boostedTrees({ trees, learningRate: 0.05, maxLeaves: 12, minLeafRows: 20 }),
    every: '1d',
    steps,
    lags: [1, 2, 3, 7],
    windows: [7, 28],
    season: 7,
    calendar: ['weekday', 'yearDay'],
    learns: 'change',
    interval: { share: 0.9 },
  })
}
