{{ stage('residents_survey') }}
