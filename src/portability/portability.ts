/** Taking a firm out whole, and putting it back. */
export { type Exported, exportFirm } from './export.ts'
export { type ExportSource, exportedArchive, exportedFolder, exportFolder } from './place.ts'
export { restoreFirm } from './restore.ts'
