import packageJson from '../../package.json' with { type: 'json' }

/** Plumbline's own version. */
export const version: string = packageJson.version
