/// Everything about people: signing in, the own account, members, the journal.
package func peopleRoutes() -> [Route] {
    signInRoutes() + accountRoutes() + memberRoutes() + journalRoutes()
}
