import { z } from 'zod'
import { defineRoute, moment, routes } from '../../api/index.ts'
import type { OpenService, ServedForecast, Service } from '../../serving/index.ts'
import { pascalOf } from '../pascal-of.ts'
import type { ServiceOperations } from './operations.ts'

/** The address of a service that answers forecasts, with the series and the steps that it knows. */
export function forecastOperations(
  open: OpenService,
  { name, model }: Service<ServedForecast>,
): ServiceOperations {
  const { steps, every, interval } = model.spec
  const names = open.entities().map((one) => String(one['series']))
  const [first] = names
  const series = first === undefined ? z.string() : z.enum(names)
  const ahead = z.coerce.number<number>().int().min(1).max(steps)
  const query = z.strictObject({
    series: (names.length === 1 ? series.optional() : series).meta({
      description: 'Which series.',
      ...(first === undefined ? {} : { examples: [first] }),
    }),
    from: moment
      .optional()
      .describe('As if nothing after this moment were known; now when left out.'),
    ahead: ahead.optional().describe(`How many steps of ${every}; ${steps} when left out.`),
  })
  const unit = model.unit === undefined ? '' : ` In ${model.unit}.`
  const bounds = interval === undefined ? undefined : `${100 * interval.share} % are to lie within.`
  const reply = z.strictObject({
    series,
    model: z.literal(model.name),
    version: z.int(),
    madeAt: moment,
    unit: z.string().optional(),
    points: z
      .array(
        z.strictObject({
          at: moment,
          ahead: z.int().min(1).max(steps),
          value: z.number().meta({ description: `What is to come.${unit}`, examples: [3.5] }),
          ...(bounds === undefined
            ? {}
            : { low: z.number().describe(bounds), high: z.number().describe(bounds) }),
          predictionId: z.string().describe('Ask why by it: /api/v1/predictions/{id}/why.'),
        }),
      )
      .describe('The next step first.'),
  })
  const Name = pascalOf(name)
  const route = defineRoute({
    ...routes.getForecast,
    path: `/services/${name}/forecast`,
    summary: `Forecast the next steps of ${model.name}`,
    description: `Up to ${steps} steps of ${every} from what is known of a series.`,
    params: z.strictObject({}),
    query,
    reply,
  })
  return { routes: { [`forecast${Name}`]: route }, schemas: { [`${Name}ForecastReply`]: reply } }
}
