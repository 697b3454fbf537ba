import { defineGroup, type Group } from '../../features/index.ts'
import { float, text, timestamp, type Columns } from '../../table/index.ts'
import { keyColumns } from '../predictions-group.ts'
import type { ServedModel } from '../served-model.ts'

/** Where the platform keeps what came true, as far as the labels' group isn't told it. */
export function outcomesGroup(model: ServedModel): Group {
  const { group: labels, column } = model.view.label
  const unit = labels.columns[column]?.unit
  return defineGroup<Columns, string>({
    name: `${model.name}-outcomes`,
    description: `What came true of what ${model.name} predicts.`,
    key: labels.key,
    time: 'at',
    columns: {
      ...keyColumns(model),
      at: timestamp({ description: 'The moment that it was true.' }),
      observed: float(unit === undefined ? {} : { unit }),
      predictionId: text({ optional: true, description: 'The prediction that it was told of.' }),
    },
  })
}
