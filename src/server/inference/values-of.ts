import type { Answer, OpenService } from '../../serving/index.ts'

/** The predicted values alone, which is all that some protocols know of. */
export function valuesOf({ service }: OpenService, { predictions }: Answer): readonly unknown[] {
  const rows: readonly Readonly<Record<string, unknown>>[] = predictions
  return rows.map((row) => row[service.model.view.label.column])
}
