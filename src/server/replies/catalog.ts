import type { CatalogFeatureReply, CatalogReply } from '../../api/index.ts'
import { describeFeature, type Group, type View } from '../../features/index.ts'
import { allGroups, viewsOf, type OpenedProject } from '../../project/index.ts'
import { columnsOf, toFeatureColumn } from './feature-columns.ts'
import { readersOfColumn, readersOfViews } from './readers.ts'
import { toColumn } from './wire-values.ts'

/** Everything that a feature is, or could be made of: the event times of groups are left out. */
export function readCatalog({ definition }: OpenedProject): CatalogReply {
  const columns = allGroups(definition).flatMap((group) => columnsOfGroup(group))
  const features = viewsOf(definition).flatMap((view) => featuresOfView(view))
  return { features: [...features, ...columns] }

  function columnsOfGroup(group: Group): CatalogFeatureReply[] {
    return Object.entries(group.columns).flatMap(([name, column]) =>
      name === group.time
        ? []
        : [
            {
              ...toColumn(name, column),
              kind: 'column',
              in: group.name,
              from: [],
              how: null,
              usedBy: readersOfColumn(definition, group.name, name),
            },
          ],
    )
  }

  function featuresOfView(view: View): CatalogFeatureReply[] {
    const usedBy = { ...readersOfViews(definition, [view]), views: [] }
    return Object.entries(view.features).map(([name, feature]) => ({
      ...toFeatureColumn(view, name, feature),
      kind: 'feature',
      in: view.name,
      from: columnsOf(view, feature),
      how: describeFeature(feature),
      usedBy,
    }))
  }
}
