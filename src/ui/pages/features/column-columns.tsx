import type { ColumnReply } from '../../../api/index.ts'
import type { TableColumn } from '../../kit/table-column.ts'
import { Tags } from './tags.tsx'

/** What a table of declared columns shows of each. */
export const columnColumns: readonly TableColumn<ColumnReply>[] = [
  {
    name: 'name',
    title: 'Column',
    value: (column) => column.name,
    show: (column) => <code>{column.name}</code>,
  },
  { name: 'type', title: 'Type', value: (column) => column.type },
  { name: 'unit', title: 'Unit', value: (column) => column.unit ?? '' },
  {
    name: 'description',
    title: 'What it is',
    value: ({ description = '', tags = [] }) => [description, ...tags].join(' '),
    show: ({ description, tags = [] }) => (
      <>
        {description} <Tags tags={tags} />
      </>
    ),
    long: true,
  },
]
