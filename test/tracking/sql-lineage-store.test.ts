import { sqlLineageStore } from '../../src/tracking/index.ts'
import { temporaryDatabase } from '../storage/temporary-database.ts'
import { lineageStoreContract } from './lineage-store.contract.ts'

lineageStoreContract('sqlLineageStore', async (t) => sqlLineageStore(await temporaryDatabase(t)))
