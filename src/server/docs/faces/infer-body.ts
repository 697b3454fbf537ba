import { z } from 'zod'
import type { OpenService } from '../../../serving/index.ts'
import { datatypes } from '../../inference/datatypes.ts'
import { inputsOf } from '../../inference/tensor-metadata.ts'

const value = z.union([z.number(), z.string(), z.boolean(), z.null()])
const parameters = z.record(z.string(), z.unknown()).optional()

/** Of an input or output, what it is. */
export const tensor = z.looseObject({
  name: z.string(),
  datatype: z.enum(datatypes),
  shape: z.array(z.int().min(-1).describe('-1 where it may be any.')),
})

/** A request, with the inputs that the models have. */
export function inferBody(models: readonly OpenService[]): z.ZodType {
  const names = [...new Set(models.flatMap(({ columns }) => Object.keys(columns)))]
  const input = z.looseObject({
    name: names.length === 0 ? z.string() : z.enum(names),
    datatype: z.enum(datatypes),
    shape: z
      .array(z.int().min(0))
      .min(1)
      .meta({ examples: [[1, 1]] }),
    data: z.array(value).optional(),
    parameters,
  })
  const body = z.looseObject({
    id: z.string().optional(),
    parameters,
    inputs: z.array(input).min(1),
    outputs: z.array(z.looseObject({ name: z.string(), parameters })).optional(),
  })
  const [first] = models
  return first === undefined ? body : body.meta({ examples: [exampleOf(first)] })
}

function exampleOf(open: OpenService) {
  const examples = new Map(open.fields().map(({ name, example }) => [name, example]))
  const inputs = inputsOf(open.columns).flatMap(({ name, datatype }) => {
    const example = examples.get(name) ?? null
    return example === null ? [] : [{ name, datatype, shape: [1, 1], data: [example] }]
  })
  return { inputs }
}
