/** The table of protections by properties. */
export const VerdictsView = () => <h2>Verdicts</h2>;
