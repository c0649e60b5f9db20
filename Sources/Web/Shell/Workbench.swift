/// Long computations, one at a time, so that they leave the other cores to the pages. What takes
/// longer than a second is given in parts. Protects no state; its queue is the bound.
package actor Workbench {
    func run<Result: Sendable>(_ work: @Sendable () throws -> Result) rethrows -> Result {
        try work()
    }
}
