import type { DatabaseSession } from '../../storage/index.ts'
import type { Commit } from './commit.ts'

/** How far a derived group has read the groups that it is made of: their newest commits, by name. */
export async function listDerivedInputs(
  { queries }: DatabaseSession,
  group: string,
): Promise<ReadonlyMap<string, number>> {
  const rows = await queries
    .selectFrom('derived_inputs')
    .selectAll()
    .where('group_name', '=', group)
    .execute()
  return new Map(rows.map((row) => [row.input_group, row.sequence]))
}

/** Records that the inputs were read up to their newest commits. */
export async function recordDerivedInputs(
  { queries }: DatabaseSession,
  group: string,
  inputs: readonly {
    readonly group: { readonly name: string }
    readonly commits: readonly Commit[]
  }[],
): Promise<void> {
  for (const { group: input, commits } of inputs) {
    const sequence = commits.at(-1)?.sequence ?? 0
    await queries
      .insertInto('derived_inputs')
      .values({ group_name: group, input_group: input.name, sequence })
      .onConflict((conflict) =>
        conflict.columns(['group_name', 'input_group']).doUpdateSet({ sequence }),
      )
      .execute()
  }
}
