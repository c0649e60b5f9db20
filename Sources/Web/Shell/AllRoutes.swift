/// Every route of a city: the source of the router, of /openapi.json and of the tests of roles
/// against routes.
package func allRoutes() -> [Route] {
    let routes =
        peopleRoutes() + collectRoutes() + suspectRoutes() + dispatchRoutes() + projectRoutes()
        + orderRoutes() + planRoutes() + obstacleRoutes() + ledgerRoutes() + companyRoutes()
        + listRoutes()
        + chainRoutes() + linkRoutes() + linkTargetRoutes() + suggestionRoutes()
        + anchorRoutes() + needRoutes() + anchorSheetRoutes()
        + contactRoutes() + reconcileRoutes() + indicatorRoutes() + targetRoutes()
        + seriesRoutes() + scorecardRoutes() + cockpitRoutes() + lightRoutes() + reportRoutes()
        + spotCheckRoutes() + documentRoutes()
        + twinRoutes()
    return routes + guideRoutes(routes)
}
