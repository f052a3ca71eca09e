{{ stage('good_practices') }}
