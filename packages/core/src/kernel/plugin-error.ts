/** A plugin that cannot be used, and why, in a sentence that names it. The mistake is the plugin's, or of who chose it. */
export class PluginError extends TypeError {
  override readonly name = 'PluginError';
}
